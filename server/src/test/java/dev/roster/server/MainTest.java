package dev.roster.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.CommandFixture.Outcome;
import dev.roster.server.db.DatabaseUrl;
import dev.roster.server.db.EmbeddedPostgres;
import dev.roster.server.testing.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exit codes, and one clear line for what a person can do something about. */
class MainTest {
  @TempDir Path folder;

  private static Outcome failing(int exitCode, String... arguments) {
    Outcome outcome = CommandFixture.run(arguments);
    assertThat(outcome.exitCode()).as(outcome.toString()).isEqualTo(exitCode);
    assertThat(outcome.err()).doesNotContain("Exception", "\tat ", "dev.roster");
    return outcome;
  }

  @ParameterizedTest
  @CsvSource({
    "serve --colour, Unknown option: '--colour'",
    "import, Missing required parameter: 'DIR'",
    "export, Missing required parameter: 'DIR'",
    "serve --port abc, Invalid value for option '--port': 'abc' is not a whole number",
    "'serve --trusted-proxy 10.0.0.1,lb.example', '--trusted-proxy: \"lb.example\" is neither an"
        + " address nor a range such as 10.0.0.0/8, whose bits behind the prefix are zero.'",
    "serve --invitation-quota-target -1, Invalid value for option '--invitation-quota-target': '-1'"
        + " is neither a number nor off",
    "serve --invitation-quota-total some, Invalid value for option '--invitation-quota-total':"
        + " 'some' is neither a number nor off",
    "serve --port, Missing required parameter for option '--port' (PORT)",
    "serve --verify-responses=maybe, 'Invalid value for option ''--verify-responses'': ''maybe'' is"
        + " none of off, report and refuse'",
    "migrate --data-dir a --database-url b, '--data-dir=DIR, --database-url=URL are mutually"
        + " exclusive (specify only one)'",
  })
  void aWrongCommandLineIsOneLineAndWhereToReadOn(String arguments, String message) {
    Outcome outcome = failing(2, arguments.split(" "));

    assertThat(outcome.err().lines())
        .containsExactly(message, "Try 'roster " + arguments.split(" ")[0] + " --help'.");
  }

  @Test
  void anUnknownCommandIsRefused() {
    assertThat(failing(2, "sevre").err())
        .startsWith("Unknown command: 'sevre'; did you mean serve?");
  }

  @Test
  void withoutCommandTheUsageIsPrinted() {
    Outcome outcome = failing(2);

    assertThat(outcome.out()).contains("Usage: roster", "serve", "import", "export", "migrate");
  }

  @ParameterizedTest
  @CsvSource({
    "'', serve import export migrate version --help --version",
    "serve, --port --host --data-dir --database-url --demo --no-demo --connections"
        + " --verify-responses --trusted-proxy --docs --no-docs --console --no-console --help",
    "import, DIR --data-dir --database-url --help",
    "export, DIR --data-dir --database-url --help",
    "migrate, --data-dir --database-url --help",
    "version, --help",
  })
  void helpNamesEveryOption(String command, String named) {
    Outcome outcome = CommandFixture.run((command + " --help").strip().split(" "));

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out().replaceAll("--\\[no-](demo|docs|console)", "--$1, --no-$1"))
        .contains(named.split(" "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"version", "--version", "-V"})
  void theVersionNamesRosterAndJava(String argument) {
    Outcome outcome = CommandFixture.run(argument);

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out().lines()).hasSize(2);
    assertThat(outcome.out()).startsWith("roster ").contains("Java " + Runtime.version());
  }

  @Test
  void aTakenPortIsOneLine() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());

      Outcome outcome =
          failing(1, "serve", "--port", port, "--database-url", TestDatabase.fresh().jdbcUrl());

      assertThat(outcome.err().lines())
          .containsExactly(
              "Port "
                  + port
                  + " of 127.0.0.1 is taken or may not be used; choose another with --port.");
    }
  }

  /** An address that is set aside for documents is nobody's. */
  @Test
  void aHostOfAnotherMachineIsNoTakenPort() {
    Outcome outcome =
        failing(
            1,
            "serve",
            "--host=192.0.2.7",
            "--port=0",
            "--no-demo",
            "--database-url",
            TestDatabase.fresh().jdbcUrl());

    assertThat(outcome.err().lines())
        .containsExactly(
            "--host must be an address of this machine or a name of one, not '192.0.2.7'.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://ada:s3cret@127.0.0.1:1/roster",
        "postgres://ada:s3cret@127.0.0.1:1",
        "jdbc:postgresql://127.0.0.1:1/roster?user=ada&password=s3cret",
      })
  void anUnreachableDatabaseIsOneLineWithoutThePassword(String url) {
    Outcome outcome = failing(1, "migrate", "--database-url", url);

    assertThat(outcome.err().lines()).singleElement().asString().contains("database");
    assertThat(outcome.err()).doesNotContain("s3cret", "cret@");
    assertThat(outcome.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://ada:s3 cret@127.0.0.1:port/roster",
        "mysql://ada:s3cret@127.0.0.1:1/roster",
        "ada:s3cret",
        "jdbc:postgresql://127.0.0.1:port/roster?user=ada&password=s3cret",
        "jdbc:postgresql://ada:s3cret/s3cret@127.0.0.1:1/roster",
        "jdbc:postgresql://ada:s3cret@s3cret@127.0.0.1:1/roster",
      })
  void anAddressThatIsNoneOfADatabaseIsOneLineWithoutThePassword(String url) {
    Outcome outcome = failing(2, "migrate", "--database-url", url);

    assertThat(outcome.err())
        .startsWith("--database-url: ")
        .contains(" URL ")
        .doesNotContain("s3cret");
  }

  @Test
  void aDatabaseThatIsNotThereIsNamed() {
    DatabaseUrl other =
        new DatabaseUrl(TestDatabase.empty().jdbcUrl().replaceFirst("/test\\d+\\?", "/nowhere?"));

    assertThat(failing(1, "migrate", "--database-url", other.jdbcUrl()).err().lines())
        .containsExactly(
            "The database "
                + other
                + " cannot be reached: FATAL: database \"nowhere\" does not exist");
  }

  @Test
  void aDataFolderThatIsAFileIsOneLine() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThat(failing(1, "migrate", "--data-dir", file.toString()).err().lines())
        .containsExactly(file + " is not a folder.");
  }

  @Test
  void aDataFolderBelowAFileIsOneLine() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThat(failing(1, "migrate", "--data-dir", file.resolve("below").toString()).err().lines())
        .singleElement()
        .asString()
        .startsWith("PostgreSQL cannot be started in " + file.resolve("below"));
  }

  @Test
  void aDataFolderThatIsInUseIsOneLine() {
    try (EmbeddedPostgres ignored = EmbeddedPostgres.startVolatile(folder)) {
      assertThat(failing(1, "serve", "--port", "0", "--data-dir", folder.toString()).err().lines())
          .containsExactly(
              "The data folder "
                  + folder
                  + " is in use by another roster process; name another one with --data-dir.");
    }
  }

  @Test
  void aFolderToImportThatIsNoneIsOneLine() {
    Outcome outcome = failing(2, "import", folder.resolve("none").toString());

    assertThat(outcome.err()).startsWith(folder.resolve("none") + " is not a folder.");
  }

  @Test
  void aFolderWithoutFilesMakesNoDatabase() throws IOException {
    Path files = Files.createDirectory(folder.resolve("files"));
    Path data = folder.resolve("data");

    assertThat(failing(1, "import", files.toString(), "--data-dir", data.toString()).err().lines())
        .containsExactly("Nothing was imported:", files + ": has none of the files of an import");
    assertThat(data).doesNotExist();
  }

  @Test
  void refusedRowsAreListedAndTheExitCodeSaysSo() throws IOException {
    Files.writeString(folder.resolve("companies.csv"), "id,name\nx,A\ny,B\n");

    Outcome outcome =
        failing(1, "import", folder.toString(), "--database-url", TestDatabase.fresh().jdbcUrl());

    assertThat(outcome.err().lines())
        .containsExactly(
            "Nothing was imported:",
            "companies.csv, line 2, column id: \"x\" is not a whole number",
            "companies.csv, line 3, column id: \"y\" is not a whole number");
  }

  @Test
  void anImportThatStoppedLookingSaysSo() throws IOException {
    Files.writeString(folder.resolve("companies.csv"), "id,name\n" + "x,A\n".repeat(30));

    Outcome outcome =
        failing(1, "import", folder.toString(), "--database-url", TestDatabase.fresh().jdbcUrl());

    assertThat(outcome.err().lines())
        .hasSize(22)
        .last()
        .isEqualTo("There may be more: the first 20 are shown.");
  }

  @Test
  void importAndExportReportTheirRows() throws IOException {
    String database = TestDatabase.empty().jdbcUrl();
    Files.writeString(folder.resolve("companies.csv"), "id,name\n1,A\n2,B\n");

    Outcome imported = CommandFixture.run("import", folder.toString(), "--database-url", database);
    Outcome exported =
        CommandFixture.run("export", folder.resolve("new").toString(), "--database-url", database);

    assertThat(imported.exitCode()).as(imported.err()).isZero();
    assertThat(imported.out()).contains("companies.csv", "2 rows", "Imported 2 rows in ");
    assertThat(exported.exitCode()).as(exported.err()).isZero();
    assertThat(exported.out()).endsWith("Exported 7 rows to " + folder.resolve("new") + ".\n");
  }

  @Test
  void anExportOverAnotherIsOneLine() throws IOException {
    Path file = Files.writeString(folder.resolve("users.csv"), "");

    assertThat(
            failing(
                    1,
                    "export",
                    folder.toString(),
                    "--database-url",
                    TestDatabase.fresh().jdbcUrl())
                .err()
                .lines())
        .containsExactly(file + " exists already; export into an empty folder.");
  }

  @Test
  void anExportIntoAFileIsOneLine() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThat(
            failing(1, "export", file.toString(), "--database-url", TestDatabase.fresh().jdbcUrl())
                .err()
                .lines())
        .containsExactly(file + " is not a folder.");
  }

  @Test
  void migrateSaysWhatItDid() {
    String database = TestDatabase.empty().jdbcUrl();

    assertThat(CommandFixture.run("migrate", "--database-url", database).out())
        .matches("Applied [0-9]+ migrations?\\.\n");
    assertThat(CommandFixture.run("migrate", "--database-url", database).out())
        .isEqualTo("The schema is up to date.\n");
  }
}
