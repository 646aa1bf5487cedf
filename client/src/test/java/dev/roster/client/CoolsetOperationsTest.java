package dev.roster.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.roster.coolset.model.CompanyType;
import dev.roster.coolset.model.CompanyWorkspacePage;
import dev.roster.coolset.model.Country;
import dev.roster.coolset.model.InvitationCreated;
import dev.roster.coolset.model.User;
import dev.roster.coolset.model.UserInvitation;
import dev.roster.coolset.model.Workspace;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class CoolsetOperationsTest {
  private static final String USER =
      """
      {"first_name": "Ada", "last_name": "Łovelace", "email": "ada@example.org", "id": 5,
       "active_user_company_id": 9, "company": {"id": 7, "flags": [{"name": "beta"}]},
       "auth_group": {"id": 2, "name": "ADMIN", "permissions": [{"codename": "view_user"}]}}
      """;

  @AutoClose private final FakeServer server = new FakeServer();

  private final CoolsetClient client =
      CoolsetClient.builder().baseUri(server.uri()).token("t0ken").build();

  @Test
  void everyRequestCarriesTokenMediaTypeAndUserAgent() {
    server.answers(200, USER);

    client.users().me();

    FakeServer.Request request = server.onlyRequest();
    assertThat(request.header("Authorization")).isEqualTo("Bearer t0ken");
    assertThat(request.header("Accept")).isEqualTo("application/json");
    assertThat(request.header("User-Agent")).matches("roster-client/\\S+ java/\\d+");
  }

  @Test
  void aPageOfCompaniesSendsEveryFilterUnderItsOwnName() {
    server.answers(
        200,
        """
        {"count": 41, "next": null, "previous": null, "results": [
          {"workspace_id": 7, "workspace_name": "Green Grocers", "id": 7, "name": "Green Grocers",
           "type": "active", "country": "NL", "member_count": 4, "is_mfa_enabled": true,
           "created_at": "2019-08-24T14:15:22Z", "updated_at": "2019-08-24T14:15:22.250000Z"}]}
        """);
    CompanyFilter filter =
        CompanyFilter.builder()
            .name("a")
            .nameIcontains("b & c+%")
            .nameIstartswith("d")
            .nameIendswith("e")
            .type(CompanyType.TRIAL)
            .typeIn(CompanyType.ACTIVE, CompanyType.DEMO)
            .country("NL")
            .countryIcontains("f")
            .countryIstartswith("g")
            .countryIendswith("h")
            .countryIn("NL", "BE")
            .typeExclude(CompanyType.TEST, CompanyType.STAKEHOLDER)
            .ordering("-created_at", "name")
            .search("\"green grocers\" é")
            .build();

    CompanyWorkspacePage page = client.companies().page(filter, 25, 50);

    assertThat(server.onlyRequest().target())
        .isEqualTo(
            "/api/accounts/companies/?name=a&name__icontains=b%20%26%20c%2B%25&name__istartswith=d"
                + "&name__iendswith=e&type=trial&type__in=active%2Cdemo&country=NL"
                + "&country__icontains=f&country__istartswith=g&country__iendswith=h"
                + "&country__in=NL%2CBE&type__exclude=test%2Cstakeholder"
                + "&ordering=-created_at%2Cname&search=%22green%20grocers%22%20%C3%A9"
                + "&limit=25&offset=50");
    assertThat(page.count()).isEqualTo(41);
    assertThat(page.results().get(0).name()).isEqualTo("Green Grocers");
    assertThat(page.results().get(0).type()).isEqualTo(CompanyType.ACTIVE);
  }

  @Test
  void aFilterRefusesWhatTheWireCannotCarry() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CompanyFilter.builder().countryIn("NL,BE"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CompanyFilter.builder().typeIn(CompanyType.of("a,b")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CompanyFilter.builder().type(CompanyType.of(" ")));
  }

  @Test
  void invitingPostsAddressAndAuthGroup() {
    server.answers(
        201,
        """
        {"id": "497f6eca-6276-4993-bfeb-53cbbbba6f08", "email": "ada@example.org", "auth_group": 3}
        """);

    InvitationCreated invitation = client.invitations().invite("ada@example.org", 3);

    FakeServer.Request request = server.onlyRequest();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.target()).isEqualTo("/api/accounts/invitations/");
    assertThat(request.header("Content-Type")).isEqualTo("application/json");
    assertThat(request.body()).isEqualTo("{\"email\":\"ada@example.org\",\"auth_group\":3}");
    assertThat(invitation.id()).isEqualTo(UUID.fromString("497f6eca-6276-4993-bfeb-53cbbbba6f08"));
  }

  @Test
  void anInvitationIsReadByItsId() {
    server.answers(200, "{\"is_active\": \"true\", \"auth_group_id\": \"3\"}");

    UserInvitation invitation =
        client.invitations().byId(UUID.fromString("497f6eca-6276-4993-bfeb-53cbbbba6f08"));

    assertThat(server.onlyRequest().target())
        .isEqualTo("/api/accounts/invitations/497f6eca-6276-4993-bfeb-53cbbbba6f08/");
    assertThat(invitation.isActive()).isEqualTo("true");
  }

  @Test
  void aPageOfUsersTellsTheTotal() {
    server.answers(200, "[" + USER + "]", Map.of("X-Total-Count", "12"));

    Page<User> page = client.users().page("ada", 1, 3);

    assertThat(server.onlyRequest().target())
        .isEqualTo("/api/accounts/users/?search=ada&limit=1&offset=3");
    assertThat(page.total()).isEqualTo(OptionalLong.of(12));
    assertThat(page.items()).extracting(User::lastName).containsExactly("Łovelace");
    assertThat(page.items().get(0).authGroup().permissions().get(0).codename())
        .isEqualTo("view_user");
  }

  @Test
  void theCallerIsRead() {
    server.answers(200, USER);

    assertThat(client.users().me().firstName()).isEqualTo("Ada");

    assertThat(server.onlyRequest().method()).isEqualTo("GET");
    assertThat(server.onlyRequest().target()).isEqualTo("/api/accounts/users/me/");
    assertThat(server.onlyRequest().headers()).doesNotContainKey("Content-length");
  }

  @Test
  @SuppressWarnings("deprecation")
  void theDeprecatedProfileIsRead() {
    server.answers(200, USER);

    assertThat(client.users().profile().id()).isEqualTo(5);

    assertThat(server.onlyRequest().target()).isEqualTo("/api/accounts/user-config/");
  }

  @Test
  void aPageOfWorkspacesTellsTheTotal() {
    server.answers(
        200,
        "{\"workspaces\": [{\"workspace_id\": 7, \"logo\": \"https://x.example/l.png\"}]}",
        Map.of("X-Total-Count", "3"));

    Page<Workspace> page = client.workspaces().page(1, 2);

    assertThat(server.onlyRequest().target())
        .isEqualTo("/api/accounts/workspaces/?limit=1&offset=2");
    assertThat(page.total()).isEqualTo(OptionalLong.of(3));
    assertThat(page.items()).extracting(Workspace::workspaceId).containsExactly(7L);
  }

  @Test
  void switchingPostsTheCompany() {
    server.answers(200, "{\"message\": \"Workspace switched successfully.\"}");

    assertThat(client.workspaces().switchTo(7).message())
        .isEqualTo("Workspace switched successfully.");

    assertThat(server.onlyRequest().method()).isEqualTo("POST");
    assertThat(server.onlyRequest().target()).isEqualTo("/api/accounts/workspaces/switch/");
    assertThat(server.onlyRequest().body()).isEqualTo("{\"company_id\":7}");
  }

  @Test
  void allCountriesAreAskedForWithoutALimit() {
    server.answers(200, "[{\"alpha_2\": \"NL\", \"flag\": \"🇳🇱\"}]");

    assertThat(client.countries().all()).extracting(Country::flag).containsExactly("🇳🇱");

    assertThat(server.onlyRequest().target()).isEqualTo("/api/accounts/countries/");
  }

  @Test
  void countriesAreFiltered() {
    server.answers(200, "[]");

    CountryFilter filter =
        CountryFilter.builder()
            .search("land")
            .name("b")
            .alpha2("NL")
            .alpha3("NLD")
            .numeric("528")
            .limit(2)
            .offset(1)
            .build();

    assertThat(client.countries().matching(filter)).isEmpty();
    assertThat(server.onlyRequest().target())
        .isEqualTo(
            "/api/accounts/countries/?search=land&name=b&alpha_2=NL&alpha_3=NLD&numeric=528"
                + "&limit=2&offset=1");
  }

  @Test
  void aCountryIsReadByItsCodeAndTheCodeStaysOneSegment() {
    server.answers(200, "{\"alpha_2\": \"NL\"}").answers(200, "{\"name\": \"x\"}");

    assertThat(client.countries().byCode("nl").alpha2()).isEqualTo("NL");
    client.countries().byCode("a/../b?c");

    assertThat(server.targets())
        .containsExactly("/api/accounts/countries/nl/", "/api/accounts/countries/a%2F..%2Fb%3Fc/");
    assertThatIllegalArgumentException().isThrownBy(() -> client.countries().byCode(".."));
    assertThatIllegalArgumentException().isThrownBy(() -> client.countries().byCode(" "));
  }
}
