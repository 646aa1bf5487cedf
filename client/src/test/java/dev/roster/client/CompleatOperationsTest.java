package dev.roster.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.compleat.model.UserDetail;
import dev.roster.compleat.model.UserSummary;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CompleatOperationsTest {
  private static final UUID TENANT = UUID.fromString("d025eedc-5ea0-4de8-be9f-f8873545add9");
  private static final UUID OTHER = UUID.fromString("8d4bb975-eade-42fd-a064-bf448e493c1e");
  private static final String USERS =
      """
      {"Count": 1, "Users": [{"Id": "238fe304-a8cc-4c74-889f-a850dc6bd9a0", "FirstName": "Jane",
        "LastName": "Doe", "EmailAddress": "jane.doe@example.com", "Role": null,
        "Status": "FROZEN", "Active": true}],
       "MetaData": {"Version": 1, "DateCreated": "2018-08-08T11:43:01.5753381Z"}}
      """;

  @AutoClose private final FakeServer server = new FakeServer();

  private final CompleatClient client =
      CompleatClient.builder().baseUri(server.uri()).tenant(TENANT).key("k3y").build();

  @Test
  void theUsersOfTheTenantAreAskedForWithTheWordNullKeyAndVersion() {
    server.answers(200, USERS);

    assertThat(client.users())
        .extracting(UserSummary::emailAddress)
        .containsExactly("jane.doe@example.com");

    FakeServer.Request request = server.onlyRequest();
    assertThat(request.method()).isEqualTo("GET");
    assertThat(request.target()).isEqualTo("/api/users/" + TENANT + "/null");
    assertThat(request.header("x-api-compleat-key")).isEqualTo("k3y");
    assertThat(request.header("x-api-version")).isEqualTo("1");
    assertThat(request.header("User-Agent")).startsWith("roster-client/");
  }

  @Test
  void theUsersOfACompanyAreAskedForWithItsId() {
    server.answers(200, USERS);

    assertThat(client.usersWithAccessTo(OTHER)).hasSize(1);

    assertThat(server.onlyRequest().target()).isEqualTo("/api/users/" + TENANT + "/" + OTHER);
  }

  @Test
  @Tag("promise:compleat-status")
  void anUnknownStatusIsKeptAsText() {
    server.answers(200, USERS);

    assertThat(client.users().get(0).status()).isEqualTo("FROZEN");
  }

  @Test
  void aUserIsReadWithSevenDigitsOfTheSecond() {
    server.answers(
        200,
        """
        {"Id": "a769e820-10ff-4c96-ad9f-718b295c1aef", "Email": "john.doe@example.com",
         "Nominee": {"Name": "Jane Doe", "StartDate": "2018-08-01T00:00:00Z"},
         "Companies": [{"Name": "Green Grocers"}],
         "MetaData": {"Version": 1, "DateCreated": "2018-08-08T11:43:01.5753381Z"}}
        """);

    UserDetail user = client.user(OTHER);

    assertThat(server.onlyRequest().target()).isEqualTo("/api/user/" + TENANT + "/" + OTHER);
    assertThat(user.email()).isEqualTo("john.doe@example.com");
    assertThat(user.companies().get(0).name()).isEqualTo("Green Grocers");
    assertThat(user.nominee().startDate()).isEqualTo(OffsetDateTime.parse("2018-08-01T00:00:00Z"));
    assertThat(user.metaData().dateCreated())
        .isEqualTo(OffsetDateTime.parse("2018-08-08T11:43:01.575338100Z"));
  }
}
