package dev.roster.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.server.CommandFixture.Outcome;
import dev.roster.server.audit.AuditAction;
import dev.roster.server.boot.MailConfig;
import dev.roster.server.db.DatabaseUrl;
import dev.roster.server.testing.TestDatabase;
import dev.roster.server.testing.TestServer;
import dev.roster.server.testing.Waiting;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code roster audit} beside a running server, and what docs/audit.md promises. */
class AuditCommandTest {
  private static final String DOCUMENT = "../docs/audit.md";
  private static final String SWITCH = "/api/accounts/workspaces/switch/";

  private TestServer server;

  @BeforeEach
  void start() {
    server = TestServer.withData("two-tenants", Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Outcome roster(String... args) {
    return CommandFixture.run(
        Stream.concat(Stream.of(args), Stream.of("--database-url", server.url().jdbcUrl()))
            .toArray(String[]::new));
  }

  private List<String> lines(String... args) {
    Outcome outcome = roster(args);
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.err()).isEmpty();
    return outcome.out().lines().toList();
  }

  private void switchTo(String token, int company) {
    assertThat(server.post(token, SWITCH, "{\"company_id\":" + company + "}").status())
        .isEqualTo(200);
  }

  private void execute(String statement) {
    server.database().inTransaction(tx -> tx.handle().execute(statement));
  }

  /** An import, two switches and a suspension. */
  private void someEvents() {
    switchTo("ann-token", 2);
    switchTo("both-token", 3);
    assertThat(roster("user", "suspend", "ann@alpha.test").exitCode()).isZero();
  }

  @Test
  void tailShowsTheNewestLast() {
    someEvents();

    List<String> all = lines("audit", "tail", "--wide");

    assertThat(all).hasSize(4);
    assertThat(all.get(0)).contains("directory.imported", "by operator (test)", "\"users.csv\": 5");
    assertThat(all.get(1))
        .contains(
            "workspace.switched", "by user 1 ann@alpha.test (", "company 2", "from 127.0.0.1");
    assertThat(all.get(3))
        .contains("person.suspended", "on person 1 ann@alpha.test", "from terminal");
    assertThat(lines("audit", "tail", "--wide", "-n", "2")).isEqualTo(all.subList(2, 4));
    assertThat(roster("audit", "tail", "-n", "0").out()).isEmpty();
  }

  @Test
  void tailNamesAddressesAndLeavesNothingOutInAPipe() {
    someEvents();
    String invitation =
        """
        INSERT INTO invitation (id, company_id, email, email_key, auth_group_id, invited_by, created_at)
        VALUES ('497f6eca-6276-4993-bfeb-53cbbbba6f08', 1, '%1$s@x.test', '%1$s@x.test', 3, 1, now())
        """;
    execute(invitation.formatted("long".repeat(20)));
    execute(
        """
        INSERT INTO audit_event (at, action, actor, actor_person_id, company_id, invitation_id)
        VALUES (now(), 'invitation.created', 'user', 1, 1, '497f6eca-6276-4993-bfeb-53cbbbba6f08'),
               (now(), 'invitation.created', 'user', 987654, 1, gen_random_uuid())
        """);

    List<String> all = lines("audit", "tail");

    assertThat(all).hasSize(6);
    assertThat(all.get(1)).contains("workspace.switched   ann@alpha.test > company 2");
    assertThat(all.get(3)).contains("person.suspended     operator > ann@alpha.test");
    assertThat(all.get(4))
        .endsWith("ann@alpha.test > " + "long".repeat(20) + "@x.test, company 1")
        .hasSizeGreaterThan(80);
    assertThat(all.get(5)).endsWith("user 987654 > company 1");
    assertThat(lines("audit", "tail", "--wide").get(4))
        .contains(
            "by user 1 ann@alpha.test  on company 1",
            "invitation 497f6eca-6276-4993-bfeb-53cbbbba6f08 " + "long".repeat(20) + "@x.test");
  }

  @Test
  void theColumnsStayWhenTheIdGetsAnotherDigit() {
    execute(
        "INSERT INTO audit_event (at, action, actor)"
            + " SELECT now(), 'outbox.retried', 'operator' FROM generate_series(1, 12)");

    for (String[] tail : new String[][] {{"audit", "tail"}, {"audit", "tail", "--wide"}}) {
      assertThat(lines(tail))
          .hasSizeGreaterThan(10)
          .allSatisfy(line -> assertThat(line.substring(8)).startsWith("20"));
    }
  }

  /** A line of a terminal is cut at its width, and only there. */
  @ParameterizedTest
  @ValueSource(ints = {40, 70, 500})
  void aTerminalShowsWhatFitsIntoItsWidth(int columns) throws Exception {
    someEvents();
    List<String> whole = lines("audit", "tail");

    List<String> shown =
        CommandFixture.onTerminal(
                columns, "audit", "tail", "--database-url", server.url().jdbcUrl())
            .lines()
            .filter(line -> line.matches("[0-9]+ .*"))
            .toList();

    assertThat(shown)
        .isEqualTo(
            whole.stream()
                .map(line -> line.length() > columns ? line.substring(0, columns - 1) + "…" : line)
                .toList());
  }

  @Test
  void programsReadTheNewestEventsAsTheyReadAnExport() throws Exception {
    someEvents();
    List<JsonNode> exported = new ArrayList<>();
    for (String line : lines("audit", "export")) {
      exported.add(new ObjectMapper().readTree(line));
    }

    JsonNode array = new ObjectMapper().readTree(roster("audit", "tail", "-o", "json").out());
    assertThat(array.isArray()).isTrue();
    assertThat(array).hasSize(4).containsExactlyElementsOf(exported);
    assertThat(roster("audit", "tail", "-o", "csv").out())
        .isEqualTo(roster("audit", "export", "--format", "csv").out());
    assertThat(roster("audit", "tail", "-n", "0", "-o", "json").out()).isEqualTo("[]\n");
  }

  @Test
  void anEmptyLogSaysWhatMakesEvents() {
    try (TestServer empty = TestServer.empty(Clock.systemUTC())) {
      String url = "--database-url=" + empty.url().jdbcUrl();

      Outcome nothing = CommandFixture.run("audit", "tail", url);

      assertThat(nothing.exitCode()).isZero();
      assertThat(nothing.out()).isEmpty();
      assertThat(nothing.err())
          .isEqualTo(
              "There is no event yet; every change by the APIs, the pages and the commands makes"
                  + " one (docs/audit.md).\n");
      assertThat(CommandFixture.run("audit", "tail", "--since=1h", url).err())
          .isEqualTo("No event is like that.\n");
      assertThat(CommandFixture.run("audit", "tail", "-n=0", url).err())
          .as("none was asked for")
          .isEmpty();
      assertThat(CommandFixture.run("audit", "tail", "-o=json", url).err()).isEmpty();
    }
  }

  @Test
  void filtersSelectByCompanyPersonActionAndTime() {
    someEvents();
    List<String> all = lines("audit", "tail");

    assertThat(lines("audit", "tail", "--company", "3")).containsExactly(all.get(2));
    assertThat(lines("audit", "tail", "--company", "Beta One")).containsExactly(all.get(2));
    assertThat(lines("audit", "tail", "--person", "ANN@alpha.test"))
        .containsExactly(all.get(1), all.get(3));
    assertThat(lines("audit", "tail", "--person", "2")).containsExactly(all.get(2));
    assertThat(lines("audit", "tail", "--action", "workspace.switched", "--person", "1"))
        .containsExactly(all.get(1));
    assertThat(lines("audit", "tail", "--since", "1h")).isEqualTo(all);
    assertThat(roster("audit", "tail", "--until", "1h").out()).isEmpty();
    assertThat(roster("audit", "tail", "--since", "2099-01-01").out()).isEmpty();
    assertThat(lines("audit", "tail", "--until", "2099-01-01T00:00:00+01:00")).isEqualTo(all);
  }

  @Test
  void whatIsNoFilterIsAClearLine() {
    assertThat(roster("audit", "tail", "--action", "token.made").err())
        .contains("'token.made' is no action; they are", "token.created");
    assertThat(roster("audit", "export", "--since", "yesterday").err())
        .contains("'yesterday' is not a time like 2026-11-22");
    assertThat(roster("audit", "export", "--since", "2026-13-40").exitCode()).isEqualTo(2);
    assertThat(roster("audit", "export", "--format", "xml").exitCode()).isEqualTo(2);
    assertThat(roster("audit", "tail", "--person", "x@y.test").err())
        .isEqualTo("There is no user with the address x@y.test.\n");
    for (String company : List.of("77", "99999999999999999999", "No Such")) {
      for (String command : List.of("tail", "export")) {
        assertThat(roster("audit", command, "--company", company))
            .extracting(Outcome::exitCode, Outcome::err)
            .containsExactly(1, "There is no such company; see 'roster company list'.\n");
      }
    }
    assertThat(roster("audit", "tail", "-n", "-1").err())
        .isEqualTo(
            "--limit must be between 0 and 1000000, not -1.\nTry 'roster audit tail --help'.\n");
  }

  @Test
  void anExportGoesOnWhereTheLastOneEnded() {
    someEvents();
    List<String> first = lines("audit", "export");
    Matcher id = Pattern.compile("\\{\"id\":(\\d+),.*").matcher(first.getLast());
    assertThat(id.matches()).isTrue();

    switchTo("both-token", 1);

    List<String> rest = lines("audit", "export", "--after", id.group(1));
    assertThat(first).hasSize(4);
    assertThat(rest).hasSize(1);
    assertThat(lines("audit", "export"))
        .isEqualTo(Stream.concat(first.stream(), rest.stream()).toList());
    assertThat(rest.getFirst())
        .contains("\"action\":\"workspace.switched\"", "\"actor_person_id\":2", "\"company_id\":1");
  }

  @Test
  void anExportForSpreadsheetsHoldsNoFormula() {
    server
        .database()
        .inTransaction(tx ->
            tx.handle()
                .execute(
                    "INSERT INTO audit_event (at, action, actor, credential, address) VALUES"
                        + " (now(), 'token.created', 'operator', '=HYPERLINK(\"x\")', '@é')"));

    String csv = roster("audit", "export", "--format", "csv").out();

    assertThat(csv).startsWith("id,at,action,").contains(",\"'=HYPERLINK(\"\"x\"\")\",", "\"'@é\"");
    assertThat(csv.split("\r\n")).hasSize(3);
  }

  /** JSON is a line for each event then. */
  @ParameterizedTest
  @CsvSource({"table, company 2, company 3", "json, '\"company_id\":2', '\"company_id\":3'"})
  void followPrintsWhatIsWrittenFromNowOnUntilItIsStopped(
      String format, String first, String second) throws Exception {
    StringWriter out = new StringWriter();
    Thread following =
        Thread.ofPlatform()
            .start(() ->
                Main.commandLine()
                    .setOut(new PrintWriter(out))
                    .execute(
                        "audit",
                        "tail",
                        "-n",
                        "1",
                        "--follow",
                        "--output=" + format,
                        "--action",
                        "workspace.switched",
                        "--database-url",
                        server.url().jdbcUrl()));
    switchTo("ann-token", 2);
    Waiting.until(() -> out.toString().contains(first));
    roster("user", "suspend", "ben@beta.test");
    switchTo("both-token", 3);
    Waiting.until(() -> out.toString().contains(second));

    following.interrupt();

    assertThat(following.join(Duration.ofSeconds(30))).isTrue();
    assertThat(out.toString().lines()).hasSize(2);
  }

  @Test
  void everyCommandHasHelp() {
    for (String command : List.of("audit", "audit tail", "audit export")) {
      Outcome help = CommandFixture.run((command + " --help").split(" "));
      assertThat(help.exitCode()).isZero();
      assertThat(help.out()).contains("Usage: roster " + command);
    }
    assertThat(CommandFixture.run("audit", "export", "--help").out())
        .contains("--after", "csv|jsonl", "tenant_key.rotated");
  }

  @Test
  void theDocumentNamesEveryActionAndEveryField() throws Exception {
    String document = Files.readString(Path.of(DOCUMENT));
    List<String> fields =
        List.of(
            roster("audit", "export", "--format", "csv")
                .out()
                .lines()
                .findFirst()
                .get()
                .split(","));

    assertThat(document)
        .contains(Stream.of(AuditAction.values()).map(action -> "| `" + action + "` |").toList())
        .contains(fields.stream().map(field -> "| `" + field + "` |").toList());
  }

  /** The grants of the document, as they stand there, on a database that was migrated before. */
  @Test
  void aServerWithTheDocumentedGrantsWritesEventsAndCannotChangeThem() throws Exception {
    Matcher block =
        Pattern.compile("(?s)```sql\n(CREATE ROLE.*?)```")
            .matcher(Files.readString(Path.of(DOCUMENT)));
    assertThat(block.find()).isTrue();
    String role = "roster_" + Long.toUnsignedString(System.nanoTime());
    server
        .database()
        .inTransaction(tx ->
            tx.handle().createScript(block.group(1).replace("roster_server", role)).execute());
    TestDatabase.administer(server.url(), "ALTER ROLE " + role + " PASSWORD 'pw'");
    DatabaseUrl url = TestDatabase.as(server.url(), role, "pw");
    Instant begin = Instant.now().minusSeconds(60);

    try (TestServer limited = TestServer.on(url, MailConfig.off())) {
      assertThat(limited.post("ann-token", SWITCH, "{\"company_id\":2}").status()).isEqualTo(200);
      for (String change :
          List.of(
              "UPDATE audit_event SET action = 'x'",
              "DELETE FROM audit_event",
              "TRUNCATE audit_event",
              "DROP TABLE audit_event",
              "ALTER TABLE audit_event ADD COLUMN x int")) {
        assertThat(refused(limited, change))
            .as(change)
            .containsAnyOf("permission denied", "must be owner");
      }
    }
    assertThat(lines("audit", "tail", "--since", begin.toString(), "--company", "2")).hasSize(1);
  }

  private static String refused(TestServer limited, String statement) {
    try {
      limited.database().inTransaction(tx -> tx.handle().execute(statement));
      return "done";
    } catch (RuntimeException refusal) {
      return refusal.getMessage();
    }
  }
}
