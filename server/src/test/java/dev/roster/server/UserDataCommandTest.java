package dev.roster.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.roster.server.CommandFixture.Outcome;
import dev.roster.server.testing.InvitationFixture;
import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code roster user export} and {@code erase} beside a running server, and both APIs afterwards.
 */
class UserDataCommandTest {
  private static final String ALPHA = "aaaaaaaa-0000-4000-8000-000000000001";
  private static final String ALPHA_KEY = "aaaaaaaa-1111-4000-8000-000000000001";
  private static final String BO = "both@both.test";
  private static final String BO_UID = "cccccccc-3333-4000-8000-000000000002";
  private static final String ACCOUNTS = "/api/accounts/";

  @AutoClose private final InvitationFixture fixture = new InvitationFixture();
  @TempDir private Path folder;

  private Outcome roster(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--database-url", fixture.server().url().jdbcUrl()));
    return CommandFixture.run(all.toArray(String[]::new));
  }

  private Outcome erase(String... more) {
    List<String> all = new ArrayList<>(List.of("user", "erase", " BOTH@both.test"));
    all.addAll(List.of(more));
    return roster(all.toArray(String[]::new));
  }

  @Test
  void anErasureSaysWhatIsDoneAndADryRunWhatWouldBe() throws Exception {
    Outcome preview = erase("--dry-run", "--json");
    assertThat(preview.err()).isEmpty();
    assertThat(fixture.server().get("both-token", ACCOUNTS + "users/me/").status()).isEqualTo(200);

    Outcome done = erase("--yes");

    assertThat(done.exitCode()).isZero();
    assertThat(done.out())
        .isEqualTo(
            """
            User 2 (both@both.test) is erased.
              memberships             2
              tokens                  1
              invitations deleted     0
              invitations revoked     0
              invitations kept        0
              nominations             1
              audit events redacted   0
            """);
    JsonNode json = new JsonMapper().readTree(preview.out());
    assertThat(json.get("erased").asBoolean()).isFalse();
    assertThat(json.get("memberships").asInt()).isEqualTo(2);
    assertThat(json.get("companies_without_administrator")).isEmpty();
    assertThat(roster("user", "erase", "4", "--dry-run").out())
        .endsWith("Company 3 (Beta One) is left without an active member who may change users.\n");
  }

  @Test
  void nobodyIsErasedBySlip() {
    assertThat(erase())
        .extracting(Outcome::exitCode, Outcome::err)
        .containsExactly(
            2,
            "Missing required argument (specify one of these): (--yes | --dry-run)\n"
                + "Try 'roster user erase --help'.\n");
    assertThat(erase("--yes", "--dry-run"))
        .extracting(Outcome::exitCode, Outcome::err)
        .containsExactly(
            2,
            "--yes, --dry-run are mutually exclusive (specify only one)\n"
                + "Try 'roster user erase --help'.\n");
    assertThat(roster("user", "erase", "--yes").exitCode()).isEqualTo(2);
    Outcome unknown = roster("user", "erase", "99", "--yes");
    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.err()).isEqualTo("There is no user with the id 99.\n");
    assertThat(roster("user", "export", "x@y.test").err())
        .isEqualTo("There is no user with the address x@y.test.\n");
    assertThat(fixture.count("SELECT count(*) FROM person")).isEqualTo(5);
  }

  @Test
  void bothApisAnswerAsIfTheUserHadNeverBeenThere() {
    String colleagues = fixture.server().get("ann-token", ACCOUNTS + "users/").text();
    assertThat(colleagues).contains(BO);

    erase("--yes");

    assertThat(fixture.server().get("both-token", ACCOUNTS + "users/me/").status()).isEqualTo(401);
    assertThat(
            fixture
                .server()
                .post("both-token", ACCOUNTS + "workspaces/switch/", "{\"company_id\":3}")
                .status())
        .isEqualTo(401);
    assertThat(fixture.server().get("ann-token", ACCOUNTS + "users/").text())
        .contains("ann@alpha.test")
        .doesNotContain(BO);
    assertThat(compleat("/api/users/" + ALPHA + "/null").text())
        .contains("ann@")
        .doesNotContain(BO);
    RawResponse gone = compleat("/api/user/" + ALPHA + "/" + BO_UID);
    RawResponse unknown = compleat("/api/user/" + ALPHA + "/" + BO_UID.replace('c', 'd'));
    assertThat(gone.status()).isEqualTo(400);
    assertThat(withoutTime(gone)).isEqualTo(withoutTime(unknown));
    assertThat(compleat("/api/user/" + ALPHA + "/aaaaaaaa-3333-4000-8000-000000000001").text())
        .as("whose nominee is gone")
        .doesNotContain("Both");
  }

  private static String withoutTime(RawResponse response) {
    return response.text().replaceAll("\"DateCreated\":\"[^\"]*\"", "");
  }

  private RawResponse compleat(String target) {
    return fixture.server().compleat(ALPHA_KEY, target);
  }

  @Test
  void aNewInvitationOfTheAddressMakesANewUser() {
    erase("--yes");

    fixture.invite(BO, 3);
    String secret = fixture.secretFor(BO);
    assertThat(fixture.preview(secret).text()).contains("\"names_needed\":true");
    assertThat(fixture.accept(secret).status()).isEqualTo(200);

    assertThat(fixture.members(BO)).isOne();
    assertThat(fixture.count("SELECT count(*) FROM person WHERE email_key = 'both@both.test'"))
        .isOne();
    assertThat(fixture.count("SELECT count(*) FROM person WHERE id = 2")).isZero();
    assertThat(fixture.count("SELECT count(*) FROM person WHERE first_name = 'Bo'")).isZero();
  }

  @Test
  void theLinkOfAnInvitationForTheUserIsDeadAndItsKeyFree() {
    String body = "{\"email\":\"nobody@nowhere.test\",\"auth_group\":3}";
    String first = fixture.server().post("ann-token", ACCOUNTS + "invitations/", body, "k").text();
    String secret = fixture.secretFor("nobody@nowhere.test");

    roster("user", "erase", "5", "--yes");

    InvitationFixture.assertRefused(fixture.accept(secret));
    String id = first.substring(7, 43);
    assertThat(fixture.server().get("ann-token", ACCOUNTS + "invitations/" + id + "/").status())
        .isEqualTo(404);
    RawResponse again = fixture.server().post("ann-token", ACCOUNTS + "invitations/", body, "k");
    assertThat(again.status()).as(again.text()).isEqualTo(201);
    assertThat(again.text()).doesNotContain(id);
  }

  @Test
  void anExportIsJsonForAPerson() throws Exception {
    Outcome export = roster("user", "export", BO);

    assertThat(export.err()).isEmpty();
    assertThat(export.out()).startsWith("{\n  \"person\" : {\n    \"id\" : 2,\n").endsWith("}\n");
    JsonNode all = new JsonMapper().readTree(export.out());
    assertThat(all.get("memberships")).hasSize(2);
    assertThat(all.get("nominated_by").get(0).get("person_id").asInt()).isEqualTo(1);
  }

  @Test
  void aDirectoryWithoutTheUserIsExportedAndImported() {
    erase("--yes");

    Path files = folder.resolve("out");
    assertThat(roster("export", files.toString()).err()).isEmpty();
    Outcome imported =
        CommandFixture.run(
            "import", files.toString(), "--database-url", TestDatabase.fresh().jdbcUrl());

    assertThat(imported.exitCode()).as(imported.err()).isZero();
  }

  /** As docs/audit.md recommends for servers. */
  @Test
  void aRoleThatMayNotChangeTheLogErasesNobody() {
    String url = TestDatabase.asNobody(fixture.server().url()).jdbcUrl();
    String role = "nobody_" + TestDatabase.name(fixture.server().url());
    TestDatabase.change(
        fixture.server().url(),
        "GRANT USAGE ON SCHEMA public TO " + role,
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO " + role,
        "REVOKE UPDATE, DELETE ON audit_event FROM " + role);

    Outcome refused = CommandFixture.run("user", "erase", "2", "--yes", "--database-url", url);

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err().lines()).singleElement().asString().contains("audit_event");
    assertThat(fixture.count("SELECT count(*) FROM person WHERE id = 2")).isOne();
  }
}
