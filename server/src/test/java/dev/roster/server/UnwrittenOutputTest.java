package dev.roster.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.db.Database;
import dev.roster.server.db.DatabaseUrl;
import dev.roster.server.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
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

  @TempDir Path folder;
  private final DatabaseUrl url = TestDatabase.fresh();

  @BeforeEach
  void load() throws Exception {
    Path csv = Files.createDirectories(folder.resolve("csv"));
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
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder builder =
        new ProcessBuilder(
            "bash",
            "-c",
            "set -o pipefail\n"
                + line.replace(
                    "$ROSTER",
                    java + " -XX:TieredStopAtLevel=1 -XX:-UsePerfData " + Main.class.getName()));
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.environment().put("ROSTER_DATABASE_URL", url.jdbcUrl());
    Path err = folder.resolve("err");
    Process process =
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(err.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
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
        .isEqualTo(
            "The output could not be written: its disk is full, or nothing reads it any more."
                + " Nothing was changed.\n");
    assertThat(count("api_token")).isZero();
    assertThat(count("tenant_key WHERE expires_at IS NULL")).isEqualTo(1);
    assertThat(count("company")).isZero();
    assertThat(count("audit_event WHERE action <> 'directory.imported'")).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "token list",
        "tenant-key list",
        "audit tail",
        "audit export",
        "outbox list",
        "invitation list --company 1",
        "version",
        "--help",
      })
  void aListThatIsCutOffIsNoSuccess(String command) throws Exception {
    Said said = shell("$ROSTER " + command + " > /dev/full");

    assertThat(said.exitCode()).as(said.err()).isEqualTo(1);
    assertThat(said.err().lines()).hasSize(1);
  }

  @Test
  void aReaderThatIsGoneIsNoticed() throws Exception {
    Said said =
        shell("exec 3> >(exec true); wait $!; $ROSTER token create -q --email ada@example.org >&3");

    assertThat(said.exitCode()).as(said.err()).isEqualTo(1);
    assertThat(count("api_token")).isZero();
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
