package dev.roster.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.CommandFixture.Outcome;
import dev.roster.server.db.DatabaseUrl;
import dev.roster.server.testing.ProgramStart;
import dev.roster.server.testing.TestDatabase;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command that takes a database, on databases that cannot be used. */
class DatabaseCommandsTest {
  private static final List<String> COMMANDS =
      List.of(
          "serve --port=0",
          "migrate",
          "import {folder}",
          "export {folder}/new",
          "onboard --company=A --owner-email=a@b.example",
          "token list --email=a@b.example",
          "tenant-key list",
          "user suspend a@b.example",
          "invitation list --company=1",
          "outbox list",
          "audit tail");

  @TempDir Path folder;

  static Stream<Arguments> commandsAndWrongDatabases() throws IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    DatabaseUrl latin1 = TestDatabase.created("ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'");
    DatabaseUrl foreign = TestDatabase.empty();
    TestDatabase.change(foreign, "CREATE TABLE shop (id int)");
    DatabaseUrl nobody = TestDatabase.asNobody(TestDatabase.empty());
    DatabaseUrl changed = TestDatabase.fresh();
    TestDatabase.change(
        changed, "UPDATE flyway_schema_history SET checksum = 1 WHERE version = '002'");
    DatabaseUrl tooNew = TestDatabase.fresh();
    TestDatabase.change(
        tooNew,
        "INSERT INTO flyway_schema_history SELECT 99, '999', 'what  oldest 998', type,"
            + " 'V999__what__oldest_998.sql', checksum, installed_by, installed_on,"
            + " execution_time, true FROM flyway_schema_history WHERE version = '001'");
    Map<String, String> wrong =
        Map.of(
            "postgresql://u:s3cret@no-such-host.invalid/x",
            "cannot be reached: the host no-such-host.invalid is unknown.",
            "postgresql://u:s3cret@127.0.0.1:" + closed + "/x",
            "cannot be reached: Connection to 127.0.0.1:" + closed + " refused.",
            latin1.jdbcUrl(),
            "cannot be used: its encoding is LATIN1",
            foreign.jdbcUrl(),
            "cannot be used: its schema holds tables or functions that are not Roster's.",
            nobody.jdbcUrl(),
            "may not create tables.",
            changed.jdbcUrl(),
            "migration 002 has the checksum 1, not ",
            tooNew.jdbcUrl(),
            "only versions of Roster with migration 998 can use it, and this one ends with");
    return COMMANDS.stream()
        .flatMap(command ->
            wrong.entrySet().stream()
                .map(each -> Arguments.of(command, each.getKey(), each.getValue())));
  }

  @ParameterizedTest
  @MethodSource("commandsAndWrongDatabases")
  void aDatabaseThatCannotBeUsedIsOneLine(String command, String url, String said)
      throws IOException {
    Files.writeString(folder.resolve("tenants.csv"), "id,name\n");
    List<String> line =
        new ArrayList<>(List.of(command.replace("{folder}", folder.toString()).split(" ")));
    line.add("--database-url=" + url);

    Outcome outcome = CommandFixture.run(line.toArray(String[]::new));

    assertThat(outcome.exitCode()).as(outcome.toString()).isEqualTo(1);
    assertThat(outcome.err().lines()).singleElement().asString().contains(said);
    assertThat(outcome.err()).doesNotContain("Exception", "s3cret", "\tat ");
  }

  private Process start(Path output, Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> line =
        ProgramStart.commandLine(
            environment.entrySet().stream()
                .map(each -> "-D" + each.getKey() + "=" + each.getValue())
                .toList());
    line.addAll(List.of(arguments));
    return new ProcessBuilder(line)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  @ParameterizedTest
  @CsvSource({"ART", "PST", "America/Coyhaique", "Europe/Amsterdam", "GMT+05:30"})
  void theTimeZoneOfTheJvmNeedNotBeOneOfPostgres(String zone) throws Exception {
    Path output = folder.resolve("output");
    Process process =
        start(
            output,
            Map.of("user.timezone", zone),
            "migrate",
            "--database-url=" + TestDatabase.empty().jdbcUrl());

    assertThat(CommandFixture.exitCode(process)).as(Files.readString(output)).isZero();
    assertThat(Files.readString(output)).startsWith("Applied ");
  }

  /** A failure to read what is only shown ends no running server. */
  @Test
  void aLockedTableDoesNotEndAServerThatPrintsItsBanner() throws Exception {
    DatabaseUrl url = TestDatabase.fresh();
    Path output = folder.resolve("output");
    try (Connection holder = DriverManager.getConnection(url.jdbcUrl());
        Statement holds = holder.createStatement()) {
      holder.setAutoCommit(false);
      holds.execute("LOCK TABLE outbox IN ACCESS EXCLUSIVE MODE");
      Process process =
          start(
              output,
              Map.of(),
              "serve",
              "--port=0",
              "--database-url=" + url.jdbcUrl() + "&socketTimeout=3");
      try {
        String printed = CommandFixture.printed(process, output, "Ctrl-C stops it.");

        assertThat(printed)
            .contains("Roster is up.", "the banner leaves something out:")
            .doesNotContain("\tat ");
        assertThat(process.isAlive()).isTrue();
      } finally {
        holder.rollback();
        process.destroy();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      }
    }
  }

  @Test
  void whatTheDatabaseCannotDoNowIsOneLine() throws Exception {
    DatabaseUrl url = TestDatabase.fresh();
    TestDatabase.administer(url, "ALTER DATABASE %s SET default_transaction_read_only = on");

    Outcome outcome =
        CommandFixture.run(
            "onboard",
            "--company=A",
            "--owner-email=a@b.example",
            "--first-name=A",
            "--last-name=B",
            "--database-url=" + url.jdbcUrl());
    TestDatabase.administer(url, "ALTER DATABASE %s RESET ALL");

    assertThat(outcome.exitCode()).as(outcome.toString()).isEqualTo(1);
    assertThat(outcome.err().lines())
        .singleElement()
        .asString()
        .startsWith("The database cannot do that now: ERROR: cannot execute ")
        .endsWith(" in a read-only transaction; try again later.");
  }
}
