package dev.roster.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.CommandFixture.Outcome;
import dev.roster.server.testing.ProgramStart;
import dev.roster.server.testing.TestDatabase;
import dev.roster.server.testing.Waiting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The configuration through the {@code roster} command. */
class ConfigurationCommandTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("roster.yaml");
  }

  private void write(String yaml) throws IOException {
    Files.writeString(file, yaml);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private Outcome run(Map<String, String> variables, String... arguments) {
    List<String> line = new ArrayList<>(List.of(arguments));
    line.add("--config=" + file);
    return CommandFixture.run(variables, line.toArray(String[]::new));
  }

  private static void assertRefused(Outcome outcome, String message) {
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(2);
    assertThat(outcome.err()).startsWith(message).doesNotContain("s3cret", "Exception");
    assertThat(outcome.err().lines()).hasSize(2).last().asString().startsWith("Try 'roster ");
  }

  /** Each is a mistake of a value, which its option finds. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          port: abc                          | FILE:1: Invalid value for port: 'abc' is not a whole number
          port: 70000                        | FILE:1: port must be between 0 and 65535, not 70000.
          # above\\nconnections: 1           | FILE:2: connections must be between 2 and 10000, not 1.
          docs: yes                          | FILE:1: Invalid value for docs: 'yes' is not a boolean
          host: 0.0.0.0                      | FILE:1: host 0.0.0.0 lets others reach this server
          trusted-proxy: [lb.example]        | FILE:1: trusted-proxy: "lb.example" is neither
          mailbox: true\\nsmtp-url: smtp://h | FILE:1: mailbox and smtp-url are two places for one mail.
          shutdown-grace: 2h                 | FILE:1: shutdown-grace must be at most
          verify-responses: loud             | FILE:1: Invalid value for verify-responses: 'loud' is none of
          oidc-issuer: https://i.example     | FILE:1: oidc-issuer needs --oidc-audience
          smtp-url: smtp://a:s3cret@h\\nmail-from: x | FILE:2: mail-from
          database-url: mysql://u:s3cret@h/d | FILE:1: database-url: the URL mysql://h is not one of PostgreSQL
          databse-url: s3cret                | FILE:1: the key databse-url is unknown; did you mean database-url?
          database-url: postgresql://h/d\\ndata-dir: x | FILE:1: database-url and data-dir name two databases; set one of them.
          """)
  void aWrongValueIsRefusedByItsLine(String yaml, String message) throws IOException {
    write(yaml.replace("\\n", "\n"));

    String expected = message.replace("FILE", file.toString());
    assertRefused(run(Map.of(), "serve"), expected);
    assertRefused(run(Map.of(), "config"), expected);
    assertThat(folder).isDirectoryNotContaining("glob:**/.roster");
  }

  /** Also where the command itself takes other options. */
  @Test
  void everyCommandOnTheDataRefusesAWrongFile() throws IOException {
    write("port: 1\ndatabse-url: s3cret\n");
    for (String command :
        List.of("migrate", "token list", "export x", "outbox list", "audit tail", "onboard")) {
      assertThat(run(Map.of(), command.split(" ")).err())
          .as(command)
          .contains(
              command.equals("onboard") // whose own options are missing
                  ? "Missing required option"
                  : file + ":2: the key databse-url is unknown");
    }
  }

  @Test
  void helpIsShownBesideAWrongFile() throws IOException {
    write("databse-url: x");

    assertThat(run(Map.of(), "serve", "--help").exitCode()).isZero();
    assertThat(run(Map.of(), "config", "--help").out()).contains("Usage: roster config");
  }

  @Test
  void theUrlOfTheDatabaseIsWrittenOnce() throws IOException {
    write("port: 9000\ndatabase-url: " + TestDatabase.fresh().jdbcUrl() + "\n");

    Outcome migrated = run(Map.of(), "migrate");
    Outcome listed = run(Map.of(), "outbox", "list");

    assertThat(migrated.out()).as(migrated.err()).contains("up to date");
    assertThat(listed.exitCode()).as(listed.err()).isZero();
  }

  @Test
  void aVariableNamesTheFile() throws IOException {
    write("port: abc");
    Map<String, String> variables = Map.of("ROSTER_CONFIG", file.toString());

    assertRefused(CommandFixture.run(variables, "serve"), file + ":1: Invalid value for port");
    assertRefused(
        CommandFixture.run(variables, "serve", "--config", folder.resolve("none").toString()),
        folder.resolve("none") + " cannot be read: there is no such file.");
  }

  @Test
  void aNamedFileMustExist() {
    assertRefused(run(Map.of(), "migrate"), file + " cannot be read: there is no such file.");
    assertRefused(
        CommandFixture.run("serve", "--config=" + folder), folder + " is a folder, not a file.");
    assertRefused(CommandFixture.run("serve", "--config="), "--config needs a value");
    assertRefused(CommandFixture.run("serve", "--config"), "Missing required parameter");
  }

  /** {@code --} ends the options, so what follows names no file. */
  @Test
  void onlyAnOptionNamesTheFile() {
    assertRefused(
        CommandFixture.run(
            "token", "revoke", "--database-url=mysql://h/d", "--", "--config=" + file),
        "--database-url: the URL mysql://h is not one of PostgreSQL");
  }

  /** Defaults that follow from other options, or from this machine. */
  @Test
  void aComputedDefaultIsShownAsItWouldBe() throws IOException {
    write("");

    assertThat(shown("config"))
        .containsEntry("data-dir", Path.of(".roster").toAbsolutePath().toString())
        .containsEntry("demo", "true")
        .containsEntry("docs", "true")
        .containsEntry("management-port", "9000")
        .containsEntry("allowed-hosts", "*")
        .containsEntry("log-level", "info")
        .hasEntrySatisfying("max-connections", most -> assertThat(most).matches("[0-9]{2,7}"));
    assertThat(shown("config", "--no-demo", "--host=0.0.0.0", "--management-port=9100"))
        .containsEntry("demo", "false")
        .containsEntry("docs", "false")
        .containsEntry("management-port", "9100");
    assertThat(shown("config", "--database-url=postgresql://h/d")).containsEntry("demo", "false");
    assertThat(run(Map.of(), "config", "--format=json").out())
        .contains(
            "\"management-port\" : {\n    \"value\" : \"9000\",\n    \"source\" : \"default\"");
  }

  private Map<String, String> shown(String... arguments) {
    return run(Map.of(), arguments)
        .out()
        .lines()
        .skip(1)
        .map(line -> line.split(" {2,}"))
        .collect(Collectors.toMap(cells -> cells[0], cells -> cells[1]));
  }

  /** Of the two that name a database. */
  @ParameterizedTest
  @CsvSource({
    "database-url: postgresql://f/d,,, postgresql://f/d, -",
    "database-url: postgresql://f/d, ROSTER_DATA_DIR,, -, v",
    "data-dir: f, ROSTER_DATABASE_URL,, postgresql://v/d, -",
    "database-url: postgresql://f/d, ROSTER_DATABASE_URL,, postgresql://v/d, -",
    "database-url: postgresql://f/d,, --data-dir=c, -, c",
    "data-dir: f, ROSTER_DATA_DIR, --database-url=postgresql://c/d, postgresql://c/d, -",
  })
  void theDatabaseIsThatOfTheHighestPlace(
      String yaml, String variable, String argument, String url, String dataFolder)
      throws IOException {
    write(yaml);
    Map<String, String> variables =
        variable == null
            ? Map.of()
            : Map.of(variable, variable.endsWith("URL") ? "postgresql://v/d" : "v");
    String[] arguments =
        argument == null ? new String[] {"config"} : new String[] {"config", argument};

    assertThat(run(variables, arguments).out())
        .containsPattern("(?m)^database-url +" + url + "( |$)")
        .containsPattern("(?m)^data-dir +" + dataFolder + "( |$)");
  }

  @Test
  void aCommandTakesTheDatabaseOfTheHighestPlace() throws IOException {
    write("data-dir: x");

    assertRefused(
        run(Map.of("ROSTER_DATABASE_URL", "mysql://h/d"), "migrate"),
        "ROSTER_DATABASE_URL: the URL mysql://h is not one of PostgreSQL");
  }

  @Test
  void bothDatabasesInVariablesAreRefused() {
    Map<String, String> both =
        Map.of("ROSTER_DATABASE_URL", "postgresql://h/d", "ROSTER_DATA_DIR", "x");

    assertRefused(
        CommandFixture.run(both, "migrate"),
        "ROSTER_DATABASE_URL and ROSTER_DATA_DIR name two databases; set one of them.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"${HOME}", "$$", "a$b", "${env:HOME}", "${sys:user.name}", "$"})
  void aDollarStandsForItself(String name) throws IOException {
    write("smtp-helo: 'x%s'\n".formatted(name));
    Map<String, String> variables = Map.of("ROSTER_TIME_ZONE", "y" + name);
    String[] arguments = {"serve", "--config=" + file};
    CommandLine command = Main.commandLine(variables, arguments);

    command.parseArgs(arguments);

    CommandSpec serve = command.getSubcommands().get("serve").getCommandSpec();
    assertThat((String) serve.findOption("--smtp-helo").getValue()).isEqualTo("x" + name);
    assertThat((String) serve.findOption("--time-zone").getValue()).isEqualTo("y" + name);
    assertThat(run(variables, "config").out()).contains(" x" + name + " ", " y" + name + " ");
  }

  @Test
  void aSecretIsReadFromItsFile() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "mysql://u:s3cret@h/d\n");
    Map<String, String> variables = Map.of("ROSTER_DATABASE_URL_FILE", secret.toString());
    write("database-url-file: " + secret);

    assertRefused(
        CommandFixture.run(variables, "migrate"),
        "ROSTER_DATABASE_URL_FILE: the URL mysql://h is not one of PostgreSQL");
    assertRefused(
        run(Map.of(), "migrate"),
        file + ":1: database-url-file: the URL mysql://h is not one of PostgreSQL");
    assertThat(run(variables, "config").out())
        .contains("mysql://u:***@h/d", "ROSTER_DATABASE_URL_FILE=" + secret)
        .doesNotContain("s3cret");
  }

  @Test
  void aSecretIsSetOnceInAPlace() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "smtp://u:s3cret@h");

    assertRefused(
        CommandFixture.run(
            Map.of(
                "ROSTER_SMTP_URL", "smtp://u:s3cret@h", "ROSTER_SMTP_URL_FILE", secret.toString()),
            "serve"),
        "ROSTER_SMTP_URL and ROSTER_SMTP_URL_FILE are both set; set one of them.");
    assertRefused(
        CommandFixture.run(Map.of("ROSTER_SMTP_URL_FILE", folder + "/none"), "serve"),
        "ROSTER_SMTP_URL_FILE: " + folder + "/none cannot be read: there is no such file.");
    assertRefused(
        CommandFixture.run(Map.of("ROSTER_PORT_FILE", secret.toString()), "serve"),
        "The environment variable ROSTER_PORT_FILE is unknown");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "port: smtp://u:s3cret@h",
        "port: rst_live_s3cret",
        "time-zone: postgresql://u:s3cret@h/d",
        "public-url: https://u:s3cret@h",
        "app-url: https://u:s3cret@h",
        "smtp-helo: rst_live_s3cret\nport: x",
        "firebase-project: https://u:s3cret@i",
        "trusted-proxy: [10.0.0.1, 'https://u:s3cret@h']",
        "smtp-url: smtp://a:s3cret/x@h\nmail-from: a@b.example",
        "database-url: postgresql://u:s3cret@h:x/d",
        "database-url: jdbc:postgresql://u:s3cret@h/d",
        "database-url: postgresql://u:s3cret%@h/d",
      })
  void aSecretInTheFileIsNotRepeated(String yaml) throws IOException {
    write(yaml);

    for (String command : List.of("serve", "config")) {
      Outcome outcome = run(Map.of(), command);
      assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(2);
      assertThat(outcome.out() + outcome.err()).doesNotContain("s3cret");
    }
  }

  @Test
  void aPasswordThatEveryUserCanReadIsWarnedOfInOneLine() throws IOException {
    write("database-url: postgresql://u:s3cret@h/d");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    Outcome outcome = run(Map.of(), "config");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err())
        .isEqualTo(
            file
                + " holds a secret, and every user of this machine can read it: run chmod 600, or"
                + " put the secret into a file of its own."
                + System.lineSeparator());
  }

  @Test
  void variablesOfKubernetesAreExplainedBesideAFile() throws IOException {
    write("port: 9000");

    assertRefused(
        run(Map.of("ROSTER_PORT", "tcp://10.0.0.1:80"), "serve"),
        "The environment variable ROSTER_PORT is set by Kubernetes");
  }

  /** The sandbox has a database of its own. */
  @Test
  void theSandboxReadsNoFile() {
    assertRefused(CommandFixture.run("sandbox", "--config=" + file), "Unknown option: '--config'");
    assertRefused(
        CommandFixture.run(
            Map.of("ROSTER_CONFIG", file.toString(), "ROSTER_PORT", "70000"), "sandbox"),
        "ROSTER_PORT must be between 0 and 65535, not 70000.");
  }

  private Process start(Map<String, String> variables, String... arguments) throws IOException {
    List<String> line = ProgramStart.commandLine(List.of());
    line.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile());
    builder.environment().putAll(variables);
    return builder.start();
  }

  private String printed() {
    try {
      return Files.readString(folder.resolve("output"));
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  @Test
  void theFileOfTheCurrentFolderIsReadIfThereIsOne() throws Exception {
    assertThat(start(Map.of(), "config").waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(printed()).containsPattern("(?m)^port +8080 +default$");

    write("port: 9000");
    assertThat(start(Map.of(), "config").waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(printed()).containsPattern("(?m)^port +9000 +roster.yaml:1$");

    Files.delete(file);
    Files.createSymbolicLink(file, Path.of("nowhere.yaml"));
    assertThat(start(Map.of(), "config").waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(printed()).startsWith("roster.yaml cannot be read: there is no such file.");
  }

  /** Neither in arguments nor in variables, and not in what the server prints. */
  @Test
  void theSecretOfAServerStandsInItsFileOnly() throws Exception {
    String url = TestDatabase.fresh().jdbcUrl();
    Path secret =
        Files.writeString(
            folder.resolve("secret"),
            url + (url.contains("?") ? "&" : "?") + "ApplicationName=s3cret");
    write("port: 0\ndatabase-url-file: secret\n");
    Process server = start(Map.of(), "serve");
    try {
      Waiting.until(
          Duration.ofMinutes(1), () -> !server.isAlive() || printed().contains("Ctrl-C stops it."));

      assertThat(printed()).contains("Ctrl-C stops it.").doesNotContain("s3cret");
      for (String what : List.of("cmdline", "environ")) {
        byte[] of = Files.readAllBytes(Path.of("/proc", Long.toString(server.pid()), what));
        assertThat(new String(of, StandardCharsets.UTF_8)).doesNotContain("s3cret");
      }
      assertThat(Files.readString(secret)).contains("s3cret");
    } finally {
      server.destroy();
      server.waitFor();
    }
  }
}
