package dev.roster.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.coolset.model.CompanyType;
import dev.roster.coolset.model.CompanyWorkspace;
import dev.roster.coolset.model.User;
import dev.roster.coolset.model.UserInvitation;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Responses of a later or looser server that break no caller. */
class ToleranceTest {
  @AutoClose private final FakeServer server = new FakeServer();

  private final CoolsetClient client =
      CoolsetClient.builder().baseUri(server.uri()).token("t").build();

  @Test
  @Tag("promise:clients-tolerate-members")
  @Tag("promise:compleat-clients-tolerate-members")
  void unknownMembersAreIgnoredAtEveryLevel() {
    server.answers(
        200,
        """
        {"count": 1, "pages": 1, "results": [{"id": 7, "industry": {"code": [1]}, "x": null}]}
        """);

    assertThat(client.companies().stream()).extracting(CompanyWorkspace::id).containsExactly(7L);
  }

  @Test
  void anUnknownTypeOfCompanyKeepsItsTextAndAMissingOneIsNull() {
    server.answers(
        200, "{\"results\": [{\"type\": \"galactic\"}, {\"id\": 1, \"type\": null}, {\"id\": 2}]}");

    assertThat(client.companies().stream())
        .extracting(CompanyWorkspace::type)
        .containsExactly(CompanyType.of("galactic"), null, null);
    assertThat(CompanyType.of("galactic").known()).isEqualTo(CompanyType.Known.UNKNOWN);
    assertThat(CompanyType.of("galactic")).hasToString("galactic");
  }

  @Test
  void aKnownTypeOfCompanyIsItsConstant() {
    assertThat(CompanyType.values()).hasSize(CompanyType.Known.values().length - 1);
    for (CompanyType type : CompanyType.values()) {
      assertThat(CompanyType.of(type.value())).isSameAs(type);
      assertThat(type.known().name()).isEqualToIgnoringCase(type.value());
    }
  }

  /** Read by Kotlin's compiler and NullAway. */
  @Test
  void membersThatTheDocumentLetsBeNullSaySo() throws NoSuchMethodException {
    assertThat(isNullable("jobTitle")).isTrue();
    assertThat(isNullable("company")).isTrue();
    assertThat(isNullable("email")).isFalse();
  }

  private static boolean isNullable(String component) throws NoSuchMethodException {
    return User.class
        .getMethod(component)
        .getAnnotatedReturnType()
        .isAnnotationPresent(Nullable.class);
  }

  @Test
  void missingMembersAreNull() {
    server.answers(200, "{\"email\": \"ada@example.org\"}");

    User user = client.users().me();

    assertThat(user.email()).isEqualTo("ada@example.org");
    assertThat(user).hasAllNullFieldsOrPropertiesExcept("email");
  }

  /** The README's rule for null, where it is least expected. */
  @Test
  void aListInsideARecordMayBeMissingAndATenantsUserMayBeBare() {
    server
        .answers(200, "{\"auth_group\": {\"id\": 3}}")
        .answers(200, "{\"FirstName\": \"Ada\"}")
        .answers(200, "{\"FirstName\": \"Ada\", \"Companies\": null}")
        .answers(200, "{\"Users\": [{}]}");
    CompleatClient compleat =
        CompleatClient.builder().baseUri(server.uri()).tenant(UUID.randomUUID()).key("k").build();

    assertThat(client.users().me().authGroup().permissions()).isNull();
    assertThat(compleat.user(UUID.randomUUID()).companies()).isNull();
    assertThat(compleat.user(UUID.randomUUID()).companies()).isNull();
    assertThat(compleat.users()).singleElement().hasAllNullFieldsOrProperties();
  }

  @Test
  void momentsAreReadWithAnyFraction() {
    server.answers(
        200,
        """
        {"results": [
          {"created_at": "2019-08-24T14:15:22Z", "updated_at": "2019-08-24T14:15:22.250000Z"},
          {"created_at": "2019-08-24T14:15:22.1234567Z", "updated_at": "2019-08-24T16:15:22+02:00"},
          {"created_at": "2019-08-24T14:15:22.1234567891234Z", "updated_at": "2019-08-24 16:15:22+0200"},
          {"created_at": "2019-08-24t14:15:22.0000000000001z", "updated_at": null}]}
        """);

    assertThat(client.companies().stream())
        .flatExtracting(CompanyWorkspace::createdAt, CompanyWorkspace::updatedAt)
        .containsExactly(
            OffsetDateTime.parse("2019-08-24T14:15:22Z"),
            OffsetDateTime.parse("2019-08-24T14:15:22.25Z"),
            OffsetDateTime.parse("2019-08-24T14:15:22.123456700Z"),
            OffsetDateTime.parse("2019-08-24T16:15:22+02:00"),
            OffsetDateTime.parse("2019-08-24T14:15:22.123456789Z"),
            OffsetDateTime.parse("2019-08-24T16:15:22+02:00"),
            OffsetDateTime.parse("2019-08-24T14:15:22Z"),
            null);
  }

  @Test
  void datesAndFreeFormObjectsAreRead() {
    server.answers(
        200,
        """
        {"company": {"minimum_date_filter": "2019-08-24", "information": {"a": [1, {"b": null}],
          "big": 12345678901234567890.123456789, "price": 0.10, "huge": 1e400,
          "id": 123456789012345678901234567890}}}
        """);

    User user = client.users().me();

    assertThat(user.company().minimumDateFilter()).isEqualTo(LocalDate.of(2019, 8, 24));
    assertThat(user.company().information())
        .containsKey("a")
        .containsEntry("big", new BigDecimal("12345678901234567890.123456789"))
        .containsEntry("price", new BigDecimal("0.10"))
        .containsEntry("huge", new BigDecimal("1e400"))
        .containsEntry("id", new BigInteger("123456789012345678901234567890"));
  }

  @Test
  void textsThatAreReallyNumbersBooleansOrObjectsAreReadAsText() {
    String params = "{\"a\":[1,-0.0,true,null,{}],\"v\":12.50,\"w\":1e400,\"t\":\"\\\"\\\\é\"}";
    server
        .answers(200, "{\"is_active\": true, \"auth_group_id\": 3}")
        .answers(
            200,
            "{\"company\": {\"pulse_params\": "
                + params.replace(",", " ,\n")
                + ", \"credits_used\": 1.50}}");

    UserInvitation invitation = client.invitations().byId(UUID.randomUUID());
    User user = client.users().me();

    assertThat(invitation.isActive()).isEqualTo("true");
    assertThat(invitation.authGroupId()).isEqualTo("3");
    assertThat(user.company().pulseParams()).isEqualTo(params);
    assertThat(user.company().creditsUsed()).isEqualTo("1.50");
  }

  @Test
  void aByteOrderMarkAndAnotherMediaTypeDoNotMatter() {
    server.answers(200, "\uFEFF{\"first_name\": \"Zoë\"}", Map.of("Content-Type", "text/plain"));

    assertThat(client.users().me().firstName()).isEqualTo("Zoë");
  }

  @Test
  void anotherStatusOfSuccessIsASuccess() {
    server.answers(200, "{\"email\": \"ada@example.org\"}").answers(202, "{\"message\": \"soon\"}");

    assertThat(client.invitations().invite("ada@example.org", 3).email())
        .isEqualTo("ada@example.org");
    assertThat(client.workspaces().switchTo(7).message()).isEqualTo("soon");
  }
}
