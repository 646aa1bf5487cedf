package dev.roster.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.testing.TestServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The commands of operators beside a running server, with what they print and how they end. */
class OperatorCommandsTest {
  private static final String ME = "/api/accounts/users/me/";
  private static final String INVITATIONS = "/api/accounts/invitations/";

  private TestServer server;

  /** The output of a command and its exit code. */
  private record Said(int code, String out, String err) {
    String after(String label) {
      Matcher line = Pattern.compile("(?m)^ *" + label + " +(\\S+)").matcher(out);
      assertThat(line.find()).as(label + " in " + out).isTrue();
      return line.group(1);
    }
  }

  @BeforeEach
  void start() {
    server = TestServer.empty(Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Said roster(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command = Main.commandLine();
    command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    String[] all =
        Stream.concat(Stream.of(args), Stream.of("--database-url", server.url().jdbcUrl()))
            .toArray(String[]::new);
    return new Said(command.execute(all), out.toString(), err.toString());
  }

  private Said onboard(String company, String owner, String... more) {
    return roster(
        Stream.concat(
                Stream.of("onboard", "--company", company, "--owner-email", owner), Stream.of(more))
            .toArray(String[]::new));
  }

  private long count(String table) {
    return server
        .database()
        .reading(
            tx -> tx.handle().createQuery("SELECT count(*) FROM " + table).mapTo(Long.class).one());
  }

  @Test
  void anOnboardedOwnerInvitesWithTheFirstToken() {
    Said said = onboard("Acme, Inc.", "Ada@Acme.test", "--first-name", "Ada", "--country", "nl");

    assertThat(said.code()).isZero();
    assertThat(said.err()).isEmpty();
    String token = said.after("token");
    assertThat(token).startsWith("rst_live_");
    assertThat(server.get(token, ME).text())
        .contains("Acme, Inc.", "\"Ada@Acme.test\"", "\"Ada\"", "\"NL\"", "OWNER");
    assertThat(
            server
                .post(token, INVITATIONS, "{\"email\":\"bo@acme.test\",\"auth_group\":3}")
                .status())
        .isEqualTo(201);
    assertThat(roster("token", "list").out()).contains("onboarding", "admin", "valid");
  }

  @Test
  void whatCannotBeOnboardedLeavesNothingBehind() {
    assertThat(onboard("Acme", "ada@acme.test").code()).isZero();
    List<Long> before = counts();

    assertRefused(onboard("Acme", "ADA@acme.test"), "ada@acme.test owns a company called Acme");
    assertWrong(
        onboard("B", "b@b.test", "--country", "QQ"), "'--country': 'QQ' is no country of ISO 3166");
    assertWrong(onboard("B", "no address"), "'--owner-email': 'no address' has no @");
    assertWrong(onboard("B", "Bo <b@b.test>"), "'--owner-email': 'Bo <b@b.test>' is not a bare");
    assertWrong(onboard("B", "b@x\u200dy.test"), "has no valid domain behind the @");
    assertWrong(onboard("\u00a0", "b@b.test"), "--company needs a value");
    assertWrong(onboard("B".repeat(256), "b@b.test"), "has more than 255 characters");
    assertWrong(
        roster("user", "link", "a@b.test", "--subject", "s".repeat(256)),
        "has more than 255 characters");
    assertRefused(
        onboard("B", "b@b.test", "--tenant", "aaaaaaaa-0000-4000-8000-00000000dead"),
        "There is no tenant");
    roster("user", "suspend", "ada@acme.test");
    assertRefused(onboard("Other", "ada@acme.test"), "ada@acme.test is suspended");

    assertThat(counts()).isEqualTo(before);
  }

  /** The second of two rows with one address has no key and is found by its id. */
  @Test
  void anAccountIsFoundByItsAddressInAnySpellingOrByItsId() {
    onboard("Acme", "ada@b\u00fccher.test");
    onboard("Bolt", "bo@acme.test");
    server
        .database()
        .inTransaction(tx ->
            tx.handle()
                .execute(
                    "WITH bo AS (UPDATE person SET email = 'Ada@xn--bcher-kva.test', email_key ="
                        + " NULL WHERE email = 'bo@acme.test' RETURNING id)"
                        + " INSERT INTO address_finding (kind, person_id, old_key)"
                        + " SELECT 'shared', id, 'bo@acme.test' FROM bo"));
    String id = "" + count("person");

    assertThat(roster("user", "suspend", " ADA@B\u00dcCHER.test\u00a0").out())
        .isEqualTo("ada@b\u00fccher.test is suspended.\n");
    Said findings = roster("user", "addresses");
    assertThat(findings.code()).isZero();
    assertThat(findings.out())
        .containsPattern(id + " +- +Ada@xn--bcher-kva.test +is the address of another row");
    assertThat(roster("user", "suspend", id).out())
        .isEqualTo("Ada@xn--bcher-kva.test is suspended.\n");
    assertRefused(roster("user", "suspend", "99"), "There is no user with the id 99.");
    assertThat(roster("user", "suspend").code()).isEqualTo(2);
  }

  @Test
  void aUserGetsAnotherAddressAndKeepsEverythingElse() {
    String token = onboard("Acme", "ada@acme.test").after("token");
    onboard("Bolt", "bo@bolt.test");
    server
        .database()
        .inTransaction(tx ->
            tx.handle()
                .execute(
                    "WITH ada AS (UPDATE person SET email = 'Ada <ada@acme.test>', email_key = NULL"
                        + " WHERE email = 'ada@acme.test' RETURNING id)"
                        + " INSERT INTO address_finding (kind, person_id, old_key)"
                        + " SELECT 'unreachable', id, 'ada@acme.test' FROM ada"));
    String id = "" + (count("person") - 1);

    assertWrong(
        roster("user", "readdress", id, "--to", "Ada <a@b.test>"),
        "'--to': 'Ada <a@b.test>' is not a bare address");
    assertRefused(
        roster("user", "readdress", id, "--to", "BO@bolt.test"), "has the address BO@bolt");
    assertRefused(roster("user", "readdress", "99", "--to", "a@b.test"), "no user with the id 99.");
    assertThat(roster("user", "readdress", id, "--to", " Ada@b\u00fccher.test ").out())
        .isEqualTo("Ada <ada@acme.test> has the address Ada@b\u00fccher.test now.\n");

    assertThat(server.get(token, ME).text()).contains("\"Ada@xn--bcher-kva.test\"");
    assertThat(roster("user", "addresses").err()).isEqualTo("No address needs a look.\n");
    assertThat(roster("user", "suspend", "ada@b\u00fccher.test").code()).isZero();
    roster("user", "readdress", id, "--to", "Ada@b\u00fccher.test");
    assertThat(count("audit_event WHERE action = 'person.readdressed'"))
        .as("the second time changes nothing")
        .isEqualTo(1);
  }

  /** The names that an import compares are checked where a command stores them, too. */
  @Test
  void namesAndSubjectsHoldNothingInvisible() {
    onboard("Acme", "ada@acme.test");

    assertWrong(
        onboard("Ac\u200bme", "b@b.test"),
        "'--company': 'Ac?me' holds the invisible character U+200B");
    assertWrong(
        onboard("B", "b@b.test", "--tenant", "Gro\u3164up"),
        "'--tenant': 'Gro?up' holds the invisible character U+3164");
    assertWrong(
        onboard("B", "b@b.test", "--first-name", "B\u202eo"),
        "'--first-name': 'B?o' holds the invisible character U+202E");
    for (String subject : List.of("ada\u200b", "ada\u200d1", "ada-1 ", "\u3164")) {
      assertWrong(roster("user", "link", "ada@acme.test", "--subject", subject), "'--subject': ");
    }
    assertThat(onboard("\u00a0B ", "b@b.test", "--tenant", " Group\u3000").out())
        .contains("Onboarded B.", "  Group (new)");
  }

  private List<Long> counts() {
    return Stream.of("tenant", "company", "person", "membership", "api_token")
        .map(this::count)
        .toList();
  }

  /** A wrong command line, which is told before anything starts. */
  private static void assertWrong(Said said, String why) {
    assertThat(said.code()).as(said.err()).isEqualTo(2);
    assertThat(said.out()).isEmpty();
    assertThat(said.err().lines()).hasSize(2).first().asString().contains(why);
  }

  private static void assertRefused(Said said, String why) {
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.out()).isEmpty();
    assertThat(said.err().lines()).singleElement().asString().contains(why);
  }

  @Test
  void aCompanyJoinsATenantAndAKnownOwnerStaysWhoTheyAre() {
    Said first = onboard("One", "ada@acme.test", "--first-name", "Ada", "--tenant", "Group");
    String tenant = first.after("tenant");

    Said second = onboard("Two", "ada@acme.test", "--first-name", "Eve", "--tenant", "Group");
    Said third = onboard("Three", "bo@acme.test", "--tenant", tenant);

    assertThat(second.after("tenant")).isEqualTo(tenant);
    assertThat(third.after("tenant")).isEqualTo(tenant);
    assertThat(List.of(count("tenant"), count("company"), count("person")))
        .containsExactly(1L, 3L, 2L);
    assertThat(server.get(second.after("token"), ME).text()).contains("\"Ada\"", "\"One\"");
    String key = roster("tenant-key", "create", "--tenant", "Group").after("key");
    assertThat(server.compleat(key, "/api/users/" + tenant + "/null").text())
        .contains("ada@acme.test", "bo@acme.test");
  }

  @Test
  void companiesOnboardedAtTheSameTimeShareTheirNewTenant() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Callable<Said>> all =
          Stream.of("A", "B", "C", "D")
              .<Callable<Said>>map(
                  name -> () -> onboard(name, "same@acme.test", "--tenant", "Group"))
              .toList();
      for (Future<Said> each : threads.invokeAll(all)) {
        assertThat(each.get().code()).as(each.get().err()).isZero();
      }
    }
    assertThat(List.of(count("tenant"), count("company"), count("person")))
        .containsExactly(1L, 4L, 1L);
  }

  @Test
  void aTokenIsMadeListedAndRevoked() {
    onboard("Acme", "ada@acme.test");
    Said made =
        roster(
            "token",
            "create",
            "--email",
            "ada@acme.test",
            "--expires",
            "90d",
            "--label",
            "erp",
            "--test");
    String token = made.after("token");
    String id = made.after("id");

    assertThat(token).startsWith("rst_test_").startsWith(id);
    assertThat(made.after("scope")).isEqualTo("read");
    assertThat(server.get(token, ME).status()).isEqualTo(200);
    assertThat(server.post(token, INVITATIONS, "{}").status()).isEqualTo(403);
    Said list = roster("token", "list", "--email", "ada@acme.test");
    assertThat(list.out()).contains(id, "erp", "valid").doesNotContain(token);
    assertThat(list.out().lines()).hasSize(3);

    assertThat(roster("token", "revoke", id).code()).isZero();

    assertThat(server.get(token, ME).text()).isEqualTo("{\"detail\":\"Invalid token.\"}");
    assertThat(roster("token", "list").out()).contains("revoked");
  }

  @Test
  void aQuietTokenIsNothingButTheToken() {
    onboard("Acme", "ada@acme.test");

    Said said =
        roster("token", "create", "--email", "ada@acme.test", "--scope", "write", "--quiet");

    assertThat(server.get(said.out().strip(), ME).status()).isEqualTo(200);
  }

  @Test
  void aKeyIsMadeRotatedAndRevoked() {
    String tenant = onboard("Acme", "ada@acme.test").after("tenant");
    String users = "/api/users/" + tenant + "/null";
    Said old = roster("tenant-key", "create", "--tenant", "Acme", "--label", "erp");

    Said fresh = roster("tenant-key", "rotate", old.after("id"));

    assertThat(server.compleat(old.after("key"), users).status()).isEqualTo(200);
    assertThat(server.compleat(fresh.after("key"), users).status()).isEqualTo(200);
    Said gone = roster("tenant-key", "rotate", fresh.after("id"), "--overlap", "0s");
    assertThat(server.compleat(fresh.after("key"), users).status()).isEqualTo(401);
    roster("tenant-key", "revoke", gone.after("id"));
    assertThat(server.compleat(gone.after("key"), users).status()).isEqualTo(401);
    assertThat(roster("tenant-key", "list").out())
        .contains("revoked", "expired", "valid", "erp")
        .doesNotContain(old.after("key"), fresh.after("key"), gone.after("key"));
    assertRefused(roster("tenant-key", "rotate", gone.after("id")), "was revoked or has expired");
  }

  @Test
  void aSuspensionIsSeenByTheNextRequestOfBothContracts() {
    Said made = onboard("Acme", "ada@acme.test");
    String token = made.after("token");
    String tenant = made.after("tenant");
    String key = roster("tenant-key", "create", "--tenant", tenant).after("key");

    assertThat(roster("user", "suspend", "ADA@acme.test").out())
        .isEqualTo("ada@acme.test is suspended.\n");
    assertThat(roster("user", "suspend", "ada@acme.test").out())
        .isEqualTo("ada@acme.test is suspended already.\n");

    assertThat(server.get(token, ME).status()).isEqualTo(401);
    assertThat(server.get(token, ME).text())
        .isEqualTo("{\"detail\":\"User inactive or deleted.\"}");
    assertThat(server.compleat(key, "/api/users/" + tenant + "/null").text()).contains("SUSPENDED");
    assertRefused(
        roster("token", "create", "--email", "ada@acme.test"), "ada@acme.test is suspended");

    assertThat(roster("user", "reinstate", "ada@acme.test").out())
        .isEqualTo("ada@acme.test is active.\n");
    assertThat(roster("user", "reinstate", "ada@acme.test").out())
        .isEqualTo("ada@acme.test is active already.\n");

    assertThat(server.get(token, ME).status()).isEqualTo(200);
    assertThat(server.compleat(key, "/api/users/" + tenant + "/null").text()).contains("ACTIVE");
  }

  /** A user who is not suspended, but was imported with that status. */
  @Test
  void aReinstatementSaysThatItChangedTheStatusAlone() {
    onboard("Acme", "ada@acme.test");
    server
        .database()
        .inTransaction(tx -> tx.handle().execute("UPDATE person SET status = 'SUSPENDED'"));

    assertThat(roster("user", "reinstate", "ada@acme.test").out())
        .isEqualTo(
            "ada@acme.test was not suspended: tokens worked. The status in the Compleat Users API"
                + " is ACTIVE now, SUSPENDED before.\n");
  }

  @Test
  void aLinkedUserShowsItAndAnotherCannotHaveTheSame() {
    String token = onboard("Acme", "ada@acme.test").after("token");
    onboard("Other", "eve@acme.test");

    assertThat(roster("user", "link", "ADA@acme.test", "--subject", "ada-1").out())
        .isEqualTo("ada@acme.test is linked.\n");

    assertThat(server.get(token, ME).text()).contains("\"firebase_uid\":\"ada-1\"");
    assertRefused(
        roster("user", "link", "eve@acme.test", "--subject", "ada-1"),
        "The subject is linked to ada@acme.test.");
    assertThat(roster("user", "link", "eve@acme.test", "--subject", " ").err())
        .startsWith("Invalid value for option '--subject': ' ' has blanks around it");
    assertThat(roster("user", "unlink", "ada@acme.test").code()).isZero();
    assertThat(server.get(token, ME).text()).contains("\"firebase_uid\":null");
    assertThat(roster("user", "link", "eve@acme.test", "--subject", "ada-1").code()).isZero();
  }

  @Test
  void anImportedSuspendedUserWhoIsActiveKeepsTheirTokens() {
    String token = onboard("Acme", "ada@acme.test").after("token");
    server
        .database()
        .inTransaction(tx -> tx.handle().execute("UPDATE person SET status = 'SUSPENDED'"));

    assertThat(server.get(token, ME).status()).isEqualTo(200);
  }

  @Test
  void anUnknownUserIsAClearLine() {
    assertRefused(roster("user", "suspend", "x@y.test"), "There is no user with");
    assertRefused(roster("user", "reinstate", "x@y.test"), "There is no user with");
    assertRefused(roster("user", "unlink", "x@y.test"), "There is no user with");
    assertRefused(roster("user", "link", "x@y.test", "--subject", "x"), "There is no user with");
    assertRefused(roster("token", "create", "--email", "x@y.test"), "There is no user with");
    assertRefused(roster("token", "list", "--email", "x@y.test"), "There is no user with");
    assertRefused(roster("token", "revoke", "rst_live_x"), "There is no such token.");
    assertRefused(roster("tenant-key", "create", "--tenant", "x"), "There is no tenant x.");
    String id = "aaaaaaaa-0000-4000-8000-00000000dead";
    assertRefused(
        roster("tenant-key", "create", "--tenant", id), "There is no tenant with this id; see");
    assertRefused(roster("tenant-key", "revoke", id), "There is no key with this id");
    assertRefused(roster("tenant-key", "rotate", id), "There is no key with this id");
    assertRefused(
        roster("invitation", "list", "--company", "99999999999"),
        "There is no such company; see 'roster company list'.");
    assertRefused(roster("outbox", "retry", id), "No mail with this id was given up");
  }

  /** Patterns that a shell does not expand are text, and no file is read for its name. */
  @Test
  void aNameIsStoredAsItWasTyped() {
    for (String name :
        List.of("${sys:user.name}", "${env:PATH}", "$${x}", "@/etc/passwd", "-x", "--no", "%n")) {
      assertThat(onboard(name, "own@a.test", "--tenant=" + name).out())
          .contains("Onboarded " + name + ".", "  " + name + " (new)");
      assertThat(onboard("=" + name, "own@a.test", "--tenant", name).out())
          .as("known by that name")
          .contains("Onboarded =" + name + ".", "  " + name + System.lineSeparator());
    }
  }

  @Test
  void aWrongCommandLineIsExitCodeTwo() {
    assertThat(roster("token", "create").code()).isEqualTo(2);
    assertThat(roster("token", "create", "--email", "a@b", "--scope", "all").err())
        .contains("'all' is none of read, write, admin");
    assertThat(roster("token", "create", "--email", "a@b", "--expires", "soon").err())
        .contains("'soon' is not a time like 90d");
    assertThat(roster("tenant-key", "rotate", "no-id").code()).isEqualTo(2);
    assertThat(roster("serve", "--coolset-rate-limit", "0").err())
        .contains("--coolset-rate-limit must be between 1 and");
    assertThat(roster("serve", "--compleat-rate-limit", "0").code()).isEqualTo(2);
    assertThat(roster("serve", "--rate-limit", "perhaps").code()).isEqualTo(2);
    assertThat(Main.commandLine().setErr(new PrintWriter(new StringWriter())).execute("token"))
        .isEqualTo(2);
  }

  @Test
  void everyCommandHasHelp() {
    for (String command :
        List.of(
            "onboard",
            "token",
            "token create",
            "token list",
            "token revoke",
            "tenant-key",
            "tenant-key create",
            "tenant-key list",
            "tenant-key rotate",
            "tenant-key revoke",
            "user",
            "user suspend",
            "user reinstate")) {
      StringWriter out = new StringWriter();
      String[] args = (command + " --help").split(" ");
      assertThat(Main.commandLine().setOut(new PrintWriter(out, true)).execute(args)).isZero();
      assertThat(out.toString()).contains("Usage: roster " + command);
    }
  }
}
