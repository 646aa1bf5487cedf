package dev.roster.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.server.CommandFixture.Outcome;
import dev.roster.server.boot.MailConfig;
import dev.roster.server.testing.InvitationFixture;
import dev.roster.server.testing.TestDatabase;
import dev.roster.server.testing.TestServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Look-ups of operators before they change something, and the forms in which they get them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListCommandsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private TestServer server;

  @BeforeAll
  void start() {
    server = TestServer.on(TestDatabase.fresh(), MailConfig.off()).load("two-tenants");
    server
        .database()
        .inTransaction(tx ->
            tx.handle()
                .execute(
                    "UPDATE person SET first_name = '=cmd', last_name = 'O, \"B' WHERE id = 1"));
    InvitationFixture.invite(server, "ada@example.org", 3);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private Outcome roster(String... arguments) {
    return CommandFixture.run(
        Stream.concat(Stream.of(arguments), Stream.of("--database-url=" + server.url().jdbcUrl()))
            .toArray(String[]::new));
  }

  @Test
  void aCompanyIsFoundByItsNameAndShownByEachOfItsIds() throws Exception {
    Outcome list = roster("company", "list", "--search=ALPHA");

    assertThat(list.exitCode()).isZero();
    assertThat(list.out().lines().findFirst().orElse(""))
        .matches("ID +NAME +TYPE +COUNTRY +TENANT +MEMBERS +PENDING");
    assertThat(list.out()).containsPattern("(?m)^1 +Alpha One ").doesNotContain("Beta");
    JsonNode shown = JSON.readTree(roster("company", "show", "Alpha One", "-o", "json").out());
    assertThat(shown.path("id").asLong()).isEqualTo(1);
    assertThat(shown.path("pending").asLong()).isEqualTo(1);
    assertThat(Instant.parse(shown.path("created").asText())).isNotNull();
    for (String id : new String[] {"1", "alpha ONE", shown.path("compleat_id").asText()}) {
      assertThat(JSON.readTree(roster("company", "show", id, "-o", "json").out())).isEqualTo(shown);
    }
    assertThat(roster("company", "show", "1").out())
        .containsPattern("(?m)^NAME +Alpha One$")
        .containsPattern("(?m)^PENDING +1$");
  }

  @Test
  void aUserIsFoundAndShownWithTheRoleInEachCompany() throws Exception {
    JsonNode list =
        JSON.readTree(roster("user", "list", "--company", "Alpha One", "--output=json").out());

    assertThat(list.findValuesAsText("email")).contains("ann@alpha.test");
    assertThat(list.get(0).path("active").isBoolean()).isTrue();
    assertThat(list.get(0).path("companies").isArray()).isTrue();
    Outcome shown = roster("user", "show", " ANN@alpha.test");
    assertThat(shown.out())
        .containsPattern("(?m)^EMAIL +ann@alpha.test$")
        .containsPattern("(?m)^COMPANIES +Alpha One \\(1\\): OWNER$");
    assertThat(roster("user", "show", "1").out()).isEqualTo(shown.out());
  }

  /** Texts are cut there; ids stay as they are, and a pipe gets everything. */
  @Test
  void aListOnATerminalFitsIntoItsWidth() throws Exception {
    String[] list = {"token", "list", "--database-url", server.url().jdbcUrl()};
    List<String> whole = CommandFixture.run(list).out().lines().toList();
    int width = whole.stream().mapToInt(String::length).max().orElseThrow() - 1;

    List<String> shown =
        CommandFixture.onTerminal(width, list).lines().filter(line -> !line.isBlank()).toList();

    assertThat(shown).hasSameSizeAs(whole);
    assertThat(shown).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(width));
    assertThat(firstWords(shown)).isEqualTo(firstWords(whole));
    assertThat(String.join("", shown)).contains("…");
  }

  private static List<String> firstWords(List<String> lines) {
    return lines.stream().map(line -> line.split(" ")[0]).toList();
  }

  /** RFC 4180, and nothing that a spreadsheet would run. */
  @Test
  void csvQuotesAndDisarmsWhatPeopleTyped() {
    Outcome csv = roster("user", "list", "--search", "ann@alpha", "--output", "csv");

    assertThat(csv.out().split("\r\n", -1)[0])
        .isEqualTo("id,email,name,active,compleat_status,companies");
    assertThat(csv.out().split("\r\n", -1)[1]).contains(",\"'=cmd O, \"\"B\",true,ACTIVE,");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "token list | id,user,scopes,state,created,expires,last_used,label",
        "tenant-key list | id,tenant,state,created,expires,last_used,label",
        "invitation list --company 1 | id,state,role,expires,mail,email,ended",
        "outbox list | id,state,company,email,attempts,since,last_error",
        "user addresses | user,invitation,email,finding",
        "company list | id,name,type,country,tenant,members,pending"
      })
  void everyListHasAllFormsWithTheSameNames(String command, String names) throws Exception {
    String[] words = command.split(" ");
    String csv = roster(with(words, "--output=csv")).out();
    JsonNode json = JSON.readTree(roster(with(words, "--output=json")).out());

    assertThat(csv.split("\r\n", -1)[0]).isEqualTo(names);
    assertThat(json.isArray()).isTrue();
    assertThat(csv.split("\r\n")).hasSize(json.size() + 1);
    for (JsonNode each : json) {
      assertThat(each.fieldNames()).toIterable().containsExactly(names.split(","));
    }
  }

  private static String[] with(String[] words, String more) {
    return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  void aLongListSaysThatThereIsMoreBesideTheOutput() {
    Outcome first = roster("company", "list", "--limit=1");

    assertThat(first.out().lines()).hasSize(2);
    assertThat(first.err()).isEqualTo("There are more; see --limit and --search.\n");
    assertThat(roster("company", "list").err()).isEmpty();
  }

  @Test
  void anEmptyListSaysWhatToDoNextAndPrintsNothing() {
    try (TestServer empty = TestServer.empty(Clock.systemUTC())) {
      String url = "--database-url=" + empty.url().jdbcUrl();
      for (String list : new String[] {"company", "user", "token"}) {
        Outcome outcome = CommandFixture.run(list, "list", url);

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains(list.equals("token") ? "token create" : "onboard");
        assertThat(CommandFixture.run(list, "list", "-o=json", url).out()).isEqualTo("[ ]\n");
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "company show Nobody | There is no such company; see 'roster company list'.",
        "company show 99 | There is no such company; see 'roster company list'.",
        "user show nobody@x.test | There is no user with the address nobody@x.test.",
        "user show 99 | There is no user with the id 99.",
        "user list --company Nobody | There is no such company; see 'roster company list'.",
        "invitation list --company Nobody | There is no such company; see 'roster company list'."
      })
  void whatIsUnknownIsExitCodeOne(String command, String sentence) {
    Outcome outcome = roster(command.split(" "));

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err()).isEqualTo(sentence + "\n");
    assertThat(outcome.out()).isEmpty();
  }

  /** The address that a server with an embedded PostgreSQL is seen at, without more. */
  @Test
  void aUrlWithoutThePasswordSaysHowTheDatabaseIsReached() {
    Outcome outcome =
        CommandFixture.run(
            "company",
            "list",
            "--database-url",
            server.url().toString().replaceFirst("//", "//postgres@"));

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err())
        .isEqualTo(
            "The database "
                + server.url()
                + " asks for a password, and its URL has none: put it there, as"
                + " postgresql://user:password@host/database. The PostgreSQL that a 'roster serve'"
                + " started itself is reached by its folder, with --data-dir.\n");
  }

  @Test
  void aNameThatSeveralHaveAsksForAnId() {
    server
        .database()
        .inTransaction(
            tx -> tx.handle().execute("UPDATE company SET name = 'Twin' WHERE id IN (2, 3)"));

    Outcome outcome = roster("company", "show", "Twin");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err())
        .isEqualTo("Several companies have this name; give the id of one: 2, 3\n");
  }

  /** Each spelling once, though the names of the constants are taken, too. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "company list --output=xml | --output must be one of table, json, csv.",
        "audit tail -o xml | --output must be one of table, json, csv.",
        "audit export --format=xml | --format must be one of csv, jsonl.",
        "completion tcsh | SHELL must be one of bash, zsh, fish."
      })
  void anotherWordThanOneOfAFewIsAWrongCommandLine(String command, String sentence) {
    Outcome outcome = CommandFixture.run(command.split(" "));

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err().lines().findFirst()).contains(sentence);
  }

  @Test
  void aGroupOfCommandsAloneNamesThem() {
    List<String> groups =
        Main.commandLine().getSubcommands().entrySet().stream()
            .filter(each -> !each.getValue().getSubcommands().isEmpty())
            .map(Map.Entry::getKey)
            .toList();

    assertThat(groups).contains("company", "user", "invitation", "token", "audit");
    for (String group : groups) {
      Outcome outcome = CommandFixture.run(group);
      assertThat(outcome.exitCode()).as(group).isEqualTo(2);
      assertThat(outcome.err())
          .as(group)
          .startsWith("roster " + group + " needs one of its commands: ")
          .endsWith("\nTry 'roster " + group + " --help'.\n");
    }
    assertThat(CommandFixture.run("company").err())
        .startsWith("roster company needs one of its commands: list, show.\n");
  }

  /** A person looks there after a mail that nobody answered. */
  @Test
  void anInvitationSaysHowItEndedInTheListAndWhenItIsToBeChanged() throws Exception {
    String id = "00000000-0000-4000-8000-00000000000";
    List<String> ends =
        List.of(
            "accepted_at = '2026-01-02T03:04:05Z'",
            "declined_at = '2026-01-02T03:04:05Z', revoked_at = '2026-01-02T03:04:05Z'",
            "revoked_at = '2026-01-02T03:04:05Z'",
            "expires_at = '2026-01-02T03:04:05Z', expired_at = '2026-01-03T03:04:05Z'");
    for (int i = 0; i < ends.size(); i++) {
      String one = id + i;
      String end = ends.get(i);
      server
          .database()
          .inTransaction(tx -> {
            tx.handle()
                .execute(
                    """
                    INSERT INTO invitation (id, company_id, email, email_key, auth_group_id, invited_by, created_at)
                    VALUES (CAST(? AS uuid), 2, ?, ?, 3, 1, '2026-01-01')
                    """,
                    one,
                    one + "@x.test",
                    one + "@x.test");
            return tx.handle()
                .execute("UPDATE invitation SET " + end + " WHERE id = CAST(? AS uuid)", one);
          });
    }

    JsonNode list = JSON.readTree(roster("invitation", "list", "--company=2", "-o=json").out());

    assertThat(list.findValuesAsText("state"))
        .containsExactly("accepted", "declined", "revoked", "expired");
    assertThat(list.findValuesAsText("ended")).containsOnly("2026-01-02T03:04:05Z");
    List<String> sentences =
        List.of(
            "This invitation was accepted at 2026-01-02T03:04:05Z",
            "This invitation was declined by the invitee at 2026-01-02T03:04:05Z",
            "This invitation was revoked at 2026-01-02T03:04:05Z",
            "This invitation expired at 2026-01-02T03:04:05Z and is closed; invite the address"
                + " again");
    for (int i = 0; i < ends.size(); i++) {
      for (String change : List.of("resend", "revoke")) {
        Outcome outcome = roster("invitation", change, "--company=2", id + i);
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).isEqualTo(sentences.get(i) + "; see 'roster invitation list'.\n");
      }
    }
    assertThat(roster("invitation", "revoke", "--company=1", id + 0).err())
        .isEqualTo("This company has no invitation with this id; see 'roster invitation list'.\n");
  }

  /** An imported invitation has had no mail. */
  @Test
  void resendingSpeaksOfEarlierMailsWhereThereWereSome() {
    String id = "aaaaaaaa-0000-4000-8000-00000000000e";
    server
        .database()
        .inTransaction(tx ->
            tx.handle()
                .execute(
                    "INSERT INTO invitation (id, company_id, email, email_key, auth_group_id,"
                        + " invited_by, created_at, expires_at) VALUES (CAST(? AS uuid), 2,"
                        + " 'imported@x.test', 'imported@x.test', 3, 1, now(), NULL)",
                    id));

    assertThat(roster("invitation", "resend", "--company=2", id).out())
        .isEqualTo("A mail waits in the outbox; none was sent for this invitation before.\n");
    assertThat(roster("invitation", "resend", "--company=2", id).out())
        .isEqualTo(
            "A new mail waits in the outbox in place of the one that waited; links in earlier mails"
                + " are dead.\n");
    server
        .database()
        .inTransaction(tx ->
            tx.handle()
                .execute(
                    "UPDATE outbox SET state = 'sent' WHERE invitation_id = CAST(? AS uuid)", id));
    assertThat(roster("invitation", "resend", "--company=2", id).out())
        .isEqualTo("A new mail waits in the outbox; links in earlier mails are dead.\n");
    // other tests list the invitations of the company
    roster("invitation", "revoke", "--company=2", id);
    server
        .database()
        .inTransaction(tx -> {
          tx.handle().execute("DELETE FROM outbox WHERE invitation_id = CAST(? AS uuid)", id);
          return tx.handle().execute("DELETE FROM invitation WHERE id = CAST(? AS uuid)", id);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void theCompletionOfEachShellKnowsTheCommandsAndTheirOptions(String shell) {
    Outcome script = CommandFixture.run("completion", shell);

    assertThat(script.exitCode()).isZero();
    assertThat(script.out()).contains("tenant-key", "invitation", "suspend");
    assertThat(script.out()).contains(shell.equals("fish") ? "-l smtp-url" : "--smtp-url");
  }

  /** The comment of the library speaks of files that nobody has. */
  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void aCompletionBeginsWithHowToKeepIt(String shell) {
    String script = CommandFixture.run("completion", shell).out();

    assertThat(script)
        .startsWith("# Completion of roster for " + shell + ". To keep it")
        .contains("roster completion " + shell)
        .doesNotContain("$YOUR_APP_HOME", "_completion\"; do", "[3]");
  }

  @Test
  void aCompletionOffersTheWordsOfAnOption() {
    assertThat(CommandFixture.run("completion", "bash").out()).contains("\"off\" \"report\"");
    assertThat(CommandFixture.run("completion", "fish").out())
        .contains("-a 'off report refuse'", "-a 'bash zsh fish'", "-l demo -l no-demo");
  }

  /** A shell that is installed must take its script. */
  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void theShellReadsItsCompletion(String shell) throws Exception {
    assumeTrue(
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, shell))),
        shell + " is not installed");
    Process process = new ProcessBuilder(shell, "-n").redirectErrorStream(true).start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(CommandFixture.run("completion", shell).out().getBytes(StandardCharsets.UTF_8));
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(said).isZero();
  }

  @Test
  void everyCommandHasAPageOfTheManual(@TempDir Path folder) throws IOException {
    assertThat(CommandFixture.run("man", "--to", folder.resolve("man1").toString()).exitCode())
        .isZero();

    try (Stream<Path> pages = Files.list(folder.resolve("man1"))) {
      assertThat(pages.map(page -> page.getFileName().toString()))
          .contains("roster.1", "roster-serve.1", "roster-token-create.1", "roster-man.1")
          .hasSizeGreaterThan(40);
    }
    String page = Files.readString(folder.resolve("man1/roster-token-create.1"));
    assertThat(page)
        .isEqualTo(CommandFixture.run("man", "token", "create").out())
        .contains(".TH \"ROSTER\\-TOKEN\\-CREATE\" 1", "\\fB\\-\\-email\\fR \\fIADDRESS\\fR");
  }

  /** Its source is for man; a pipe gets it. */
  @Test
  void aPageOnATerminalSaysHowToReadIt() throws IOException {
    assertThat(CommandFixture.onTerminal(80, "man", "token", "create").lines())
        .endsWith("  roster man token create | man -l -", "  roster token create --help")
        .noneMatch(line -> line.startsWith("."));
    assertThat(CommandFixture.onTerminal(80, "man").lines())
        .endsWith("  roster man | man -l -", "  roster --help");
  }

  @Test
  void aPageOfNoCommandIsAWrongCommandLine() {
    Outcome outcome = CommandFixture.run("man", "tokn");

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("There is no such command").doesNotContain("tokn");
  }

  @Test
  void aFolderThatCannotBeWrittenIsASentence(@TempDir Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    Outcome outcome = CommandFixture.run("man", "--to", file.resolve("man1").toString());

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err()).contains(file.toString()).hasLineCount(1);
    assertThat(CommandFixture.run("man", "token", "--to", folder.toString()).exitCode())
        .isEqualTo(2);
  }

  /** Judged by groff, where it is installed. */
  @Test
  void groffReadsEveryPage(@TempDir Path folder) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/groff")), "groff is not installed");
    CommandFixture.run("man", "--to", folder.toString());
    List<String> command = new ArrayList<>(List.of("/usr/bin/groff", "-man", "-ww", "-z"));
    try (Stream<Path> pages = Files.list(folder)) {
      pages.map(Path::toString).forEach(command::add);
    }
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).isZero();
    assertThat(said).isEmpty();
  }
}
