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
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
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
    for (String id : new String[] {"1", shown.path("compleat_id").asText()}) {
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

    assertThat(list.findValuesAsText("e_mail")).contains("ann@alpha.test");
    assertThat(list.get(0).path("active").isBoolean()).isTrue();
    assertThat(list.get(0).path("companies").isArray()).isTrue();
    Outcome shown = roster("user", "show", " ANN@alpha.test");
    assertThat(shown.out())
        .containsPattern("(?m)^E-MAIL +ann@alpha.test$")
        .containsPattern("(?m)^COMPANIES +Alpha One \\(1\\): OWNER$");
    assertThat(roster("user", "show", "1").out()).isEqualTo(shown.out());
  }

  /** RFC 4180, and nothing that a spreadsheet would run. */
  @Test
  void csvQuotesAndDisarmsWhatPeopleTyped() {
    Outcome csv = roster("user", "list", "--search", "ann@alpha", "--output", "csv");

    assertThat(csv.out().split("\r\n", -1)[0]).isEqualTo("id,e_mail,name,active,status,companies");
    assertThat(csv.out().split("\r\n", -1)[1]).contains(",\"'=cmd O, \"\"B\",true,ACTIVE,");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "token list | id,user,scopes,state,created,expires,last_used,label",
        "tenant-key list | id,tenant,state,created,expires,last_used,label",
        "invitation list --company 1 | id,state,role,expires,mail,e_mail",
        "outbox list | id,state,company,e_mail,attempts,since,last_error",
        "user addresses | user,invitation,e_mail,finding",
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

  @Test
  void anotherFormatIsAWrongCommandLine() {
    Outcome outcome = roster("company", "list", "--output=xml");

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("table", "json", "csv", "'xml'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void theCompletionOfEachShellKnowsTheCommandsAndTheirOptions(String shell) {
    Outcome script = CommandFixture.run("completion", shell);

    assertThat(script.exitCode()).isZero();
    assertThat(script.out()).contains("tenant-key", "invitation", "suspend");
    assertThat(script.out()).contains(shell.equals("fish") ? "-l smtp-url" : "--smtp-url");
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
}
