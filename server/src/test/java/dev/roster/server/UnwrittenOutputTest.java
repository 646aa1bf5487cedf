package dev.roster.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.db.Database;
import dev.roster.server.db.DatabaseUrl;
import dev.roster.server.testing.ProgramStart;
import dev.roster.server.testing.TestDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Full disks and readers that are gone: no secret is stored that nobody saw. */
@EnabledOnOs(OS.LINUX)
class UnwrittenOutputTest {
  private static final String TENANT = "aaaaaaaa-0000-4000-8000-000000000001";
  private static final String KEY_ID = "aaaaaaaa-0000-4000-8000-000000000002";

  /** The reader has ended before the command begins. */
  private static final String GONE = "exec 3> >(exec true); wait $!; $ROSTER %s >&3";

  @TempDir Path folder;
  private final DatabaseUrl url = TestDatabase.fresh();

  @BeforeEach
  void load() throws Exception {
    Path csv = Files.createDirectories(folder.resolve("csv"));
    Files.writeString(csv.resolve("companies.csv"), "id,name\n1,Own\n");
    Files.writeString(csv.resolve("tenants.csv"), "id,name\n" + TENANT + ",Own\n");
    Files.writeString(
        csv.resolve("tenant_keys.csv"),
        "key,tenant_id,id\naaaaaaaa-0000-4000-8000-000000000003," + TENANT + "," + KEY_ID + "\n");
    Files.writeString(
        csv.resolve("users.csv"), "id,email,first_name,last_name\n1,ada@example.org,Ada,L\n");
    assertThat(
            CommandFixture.run("import", csv.toString(), "--database-url", url.jdbcUrl())
                .exitCode())
        .isZero();
  }

  private record Said(int exitCode, String err) {}

  private Said shell(String line) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            "bash", "-c", "set -o pipefail\n" + line.replace("$ROSTER", ProgramStart.inShell()));
    builder.environment().put("CLASSPATH", ProgramStart.classPath());
    builder.environment().put("ROSTER_DATABASE_URL", url.jdbcUrl());
    Path err = folder.resolve("err");
    Process process =
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(err.toFile()).start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(line + " ends").isTrue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
    }
    return new Said(process.exitValue(), Files.readString(err));
  }

  private long count(String table) {
    try (Database database = Database.openForTransfer(url)) {
      return database.reading(
          tx -> tx.handle().createQuery("SELECT count(*) FROM " + table).mapTo(Long.class).one());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "token create -q --email ada@example.org",
        "token create --email ada@example.org",
        "tenant-key create --tenant Own",
        "tenant-key rotate " + KEY_ID,
        "onboard --company Acme --owner-email new@example.org",
      })
  void aSecretThatNobodySawIsNotStored(String command) throws Exception {
    Said said = shell("$ROSTER " + command + " > /dev/full");

    assertThat(said.exitCode()).as(said.err()).isEqualTo(1);
    assertThat(said.err())
        .isEqualTo("The output could not be written; its disk may be full. Nothing was changed.\n");
    assertThat(count("api_token")).isZero();
    assertThat(count("tenant_key WHERE expires_at IS NULL")).isEqualTo(1);
    assertThat(count("company")).isEqualTo(1);
    assertThat(count("audit_event WHERE action <> 'directory.imported'")).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "token list --output=csv",
        "tenant-key list",
        "audit tail",
        "audit export",
        "outbox list --output=csv",
        "invitation list --company 1 --output=csv",
        "user addresses --output=csv",
        "user export ada@example.org",
        "version",
        "--help",
      })
  void aListThatIsCutOffIsNoSuccess(String command) throws Exception {
    Said said = shell("$ROSTER " + command + " > /dev/full");

    assertThat(said.exitCode()).as(said.err()).isEqualTo(1);
    assertThat(said.err()).isEqualTo("The output could not be written; its disk may be full.\n");
  }

  /** As behind head, which has enough: nobody made a mistake. */
  @ParameterizedTest
  @ValueSource(strings = {"token list --output=csv", "audit export", "audit tail", "--help"})
  void aListThatNobodyReadsOnEndsWithoutAWord(String command) throws Exception {
    Said said = shell(GONE.formatted(command));

    assertThat(said.exitCode()).as(said.err()).isEqualTo(141);
    assertThat(said.err()).isEmpty();
  }

  @Test
  void aReaderThatIsGoneIsNoticed() throws Exception {
    Said said = shell(GONE.formatted("token create -q --email ada@example.org"));

    assertThat(said.exitCode()).as(said.err()).isEqualTo(1);
    assertThat(said.err())
        .isEqualTo(
            "The output could not be written: nothing reads it any more. Nothing was changed.\n");
    assertThat(count("api_token")).isZero();
  }

  /** Nothing is written after the first lines, so that only the system knows. */
  @Test
  void aFollowingCommandEndsWithItsReader() throws Exception {
    Said said = shell("$ROSTER audit tail --follow | head -n 1");

    assertThat(said.exitCode()).as(said.err()).isEqualTo(141);
    assertThat(said.err()).isEmpty();
  }

  /** Repeating a command because of its exit code must not repeat its effect. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "user suspend ada@example.org",
        "user link ada@example.org --subject ada-1",
        "user erase ada@example.org --yes",
        "tenant-key revoke " + KEY_ID,
        "outbox retry",
        "migrate",
        "export {folder}/out",
      })
  void whatIsDoneIsSaidToBeDone(String command) {
    StringWriter err = new StringWriter();
    List<String> line =
        new ArrayList<>(List.of(command.replace("{folder}", folder.toString()).split(" ")));
    line.add("--database-url=" + url.jdbcUrl());

    int exitCode =
        Main.commandLine()
            .setOut(new PrintWriter(new FullDisk()))
            .setErr(new PrintWriter(err))
            .execute(line.toArray(String[]::new));

    assertThat(exitCode).as(err.toString()).isZero();
    assertThat(err.toString())
        .isEqualTo(
            "The output could not be written; its disk may be full. It was done all the same.\n");
  }

  /** Takes nothing. */
  private static final class FullDisk extends Writer {
    @Override
    public void write(char[] text, int begin, int length) throws IOException {
      throw new IOException("No space left on device");
    }

    @Override
    public void flush() throws IOException {
      throw new IOException("No space left on device");
    }

    @Override
    public void close() {}
  }

  @Test
  void aProcessWhoseWorkIsDoneEndsWithZero() throws Exception {
    Said said = shell("$ROSTER user suspend ada@example.org > /dev/full");

    assertThat(said.exitCode()).as(said.err()).isZero();
    assertThat(said.err()).endsWith(" It was done all the same.\n");
    assertThat(count("person WHERE status = 'SUSPENDED'")).isEqualTo(1);
  }

  /** The limit of the shell stands for the end of the disk. */
  @Test
  void anExportThatIsCutOffLeavesNothing() throws Exception {
    try (Database database = Database.openForTransfer(url)) {
      database.inTransaction(tx ->
          tx.handle()
              .execute(
                  "INSERT INTO person (id, uid, email, email_key, first_name, last_name, is_active,"
                      + " is_mfa_enrolled, is_mfa_required, status) SELECT 100 + n,"
                      + " gen_random_uuid(), n || '@example.org', n || '@example.org',"
                      + " repeat('x', 500), 'y', true, false, false, 'ACTIVE'"
                      + " FROM generate_series(1, 5000) n"));
    }
    Path target = folder.resolve("export");

    Said said = shell("trap '' XFSZ; ulimit -f 500; $ROSTER export '" + target + "'");

    assertThat(said.exitCode()).as(said.err()).isEqualTo(1);
    assertThat(said.err().lines())
        .singleElement()
        .asString()
        .startsWith("The export to " + target + " failed and left no file: ");
    try (Stream<Path> files = Files.list(target)) {
      assertThat(files).isEmpty();
    }
    assertThat(shell("$ROSTER export '" + target + "'").exitCode()).isZero();
  }
}
