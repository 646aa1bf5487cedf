package dev.roster.server.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.server.db.Database;
import dev.roster.server.db.DatabaseUrl;
import dev.roster.server.db.EmbeddedPostgres;
import dev.roster.server.diagnosis.Finding.Status;
import dev.roster.server.testing.TestDatabase;
import dev.roster.server.testing.TestDirectory;
import dev.roster.server.testing.TestServer;
import dev.roster.server.testing.Waiting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Databases in the states that operators meet, each real. */
class DatabaseChecksTest {
  private static Map<String, Finding> findings(DatabaseUrl url, Clock clock) {
    return new DatabaseChecks(url, 10, true, false, clock)
        .run(TestDirectory.OPERATOR).stream()
            .collect(Collectors.toMap(Finding::subject, Function.identity()));
  }

  private static Map<String, Finding> findings(DatabaseUrl url) {
    return findings(url, Clock.systemUTC());
  }

  private static void assertFinding(Finding found, Status status, String text) {
    assertThat(found.text()).contains(text);
    assertThat(found.status()).as(found.text()).isEqualTo(status);
    assertThat(found.remedy().isEmpty()).as(found.remedy()).isEqualTo(status == Status.OK);
  }

  @Test
  void aGoodDatabaseHasOneWarningThatItsRoleIsASuperuser() {
    Map<String, Finding> found = findings(TestDatabase.fresh());

    assertThat(found)
        .containsOnlyKeys(
            "database",
            "tls",
            "replication",
            "session",
            "schema",
            "role",
            "connections",
            "collation",
            "clock",
            "outbox",
            "demo");
    assertThat(found.values())
        .filteredOn(each -> each.status() != Status.OK)
        .containsExactly(found.get("role"));
    assertFinding(found.get("role"), Status.WARN, "postgres is a superuser");
  }

  /** Behind a pooler Roster sets nothing for a session, which is that of others, too. */
  @Test
  void aSharedSessionNeedsTheLimitsOfItsRole() {
    DatabaseUrl url = TestDatabase.fresh();
    DatabaseUrl shared = new DatabaseUrl(url.jdbcUrl() + "&prepareThreshold=0");

    assertFinding(findings(shared).get("session"), Status.WARN, "statement_timeout of the session");
    for (String limit :
        List.of("statement_timeout = '4s'", "idle_in_transaction_session_timeout = '9s'")) {
      TestDatabase.administer(url, "ALTER DATABASE %s SET " + limit);
    }

    assertFinding(findings(shared).get("session"), Status.OK, "the role has the limits");
  }

  @Test
  void anEmptyDatabaseIsLeftEmpty() {
    DatabaseUrl url = TestDatabase.empty();

    assertFinding(findings(url).get("schema"), Status.WARN, "are pending, up to 014");
    TestDatabase.change(url, "CREATE TABLE flyway_schema_history (id int)");
  }

  @Test
  void aDatabaseThatIsDownIsTheOnlyFinding() {
    Map<String, Finding> found =
        findings(DatabaseUrl.parse("postgresql://u:hunter2@127.0.0.1:1/roster"));

    assertThat(found).containsOnlyKeys("database");
    assertFinding(found.get("database"), Status.FAIL, "Connection to 127.0.0.1:1 refused");
    assertThat(found.toString()).doesNotContain("hunter2");
  }

  @Test
  void aWrongPasswordIsSaidWithoutIt() {
    DatabaseUrl url = TestDatabase.fresh();
    TestDatabase.asNobody(url);
    DatabaseUrl wrong = TestDatabase.as(url, "nobody_" + TestDatabase.name(url), "hunter2");

    Map<String, Finding> found = findings(wrong);

    assertFinding(found.get("database"), Status.FAIL, "password authentication failed");
    assertThat(found.toString()).doesNotContain("hunter2");
  }

  @Test
  void anOlderSchemaIsForARoleThatMayMigrate() {
    DatabaseUrl url = TestDatabase.empty();
    DatabaseUrl nobody = TestDatabase.asNobody(url);

    assertFinding(findings(nobody).get("schema"), Status.FAIL, "may not create tables");
    TestDatabase.change(url, "GRANT CREATE ON SCHEMA public TO nobody_" + TestDatabase.name(url));
    assertFinding(findings(nobody).get("schema"), Status.WARN, "migrations are pending");
  }

  @Test
  void pendingMigrationsThatTheRoleMayNotApplyAreAFailure() {
    DatabaseUrl url = TestDatabase.fresh();
    DatabaseUrl nobody = granted(url);
    TestDatabase.change(url, "DELETE FROM flyway_schema_history WHERE version = '014'");

    assertFinding(findings(nobody).get("schema"), Status.FAIL, "1 migration is pending, up to 014");
  }

  /** For a role that may serve and not migrate. */
  private static DatabaseUrl granted(DatabaseUrl url) {
    DatabaseUrl nobody = TestDatabase.asNobody(url);
    String name = "nobody_" + TestDatabase.name(url);
    TestDatabase.change(
        url,
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO " + name,
        "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO " + name);
    return nobody;
  }

  @Test
  void aRoleThatServesOnlyIsGood() {
    DatabaseUrl url = TestDatabase.fresh();

    assertFinding(findings(granted(url)).get("role"), Status.OK, "may serve; 'roster migrate'");
  }

  @Test
  void aRoleWithoutARightOnATableIsAFailure() {
    DatabaseUrl url = TestDatabase.fresh();
    DatabaseUrl nobody = granted(url);
    TestDatabase.change(url, "REVOKE UPDATE ON person FROM nobody_" + TestDatabase.name(url));

    assertFinding(findings(nobody).get("role"), Status.FAIL, "may not use person");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          UPDATE flyway_schema_history SET checksum = 1 WHERE version = '002'      | FAIL | checksum 1
          UPDATE flyway_schema_history SET success = false WHERE version = '014'   | FAIL | failed
          UPDATE flyway_schema_history SET version = '999' WHERE version = '014'   | FAIL | 014 is missing
          """)
  void aHistoryThatDoesNotFitIsAFailure(String change, Status status, String text) {
    DatabaseUrl url = TestDatabase.fresh();
    TestDatabase.change(url, change);

    assertFinding(findings(url).get("schema"), status, text);
  }

  @Test
  void aNewerSchemaThatServesThisVersionIsAWarning() {
    DatabaseUrl url = TestDatabase.fresh();
    TestDatabase.change(
        url,
        "INSERT INTO flyway_schema_history SELECT 99, '999', 'what  oldest 012', type,"
            + " 'V999__what__oldest_012.sql', checksum, installed_by, installed_on,"
            + " execution_time, true FROM flyway_schema_history WHERE version = '001'");

    assertFinding(findings(url).get("schema"), Status.WARN, "V999__what__oldest_012.sql");
  }

  @Test
  void aDatabaseThatOnlyReadsIsAFailure() {
    DatabaseUrl url = TestDatabase.fresh();
    TestDatabase.administer(url, "ALTER DATABASE %s SET default_transaction_read_only = on");

    assertFinding(findings(url).get("replication"), Status.FAIL, "default_transaction_read_only");
    TestDatabase.administer(url, "ALTER DATABASE %s RESET ALL");
  }

  @Test
  void aStandbyIsAFailureAndEverythingElseIsStillLookedAt(@TempDir Path folder) throws Exception {
    Path data = folder.resolve("data");
    EmbeddedPostgres.start(data).close();
    Files.createFile(data.resolve("postgres").resolve("standby.signal"));

    try (EmbeddedPostgres standby = EmbeddedPostgres.start(data)) {
      Map<String, Finding> found = findings(standby.url());

      assertFinding(found.get("replication"), Status.FAIL, "a standby, which only reads");
      assertFinding(found.get("schema"), Status.FAIL, "read-only and has no tables");
      assertFinding(found.get("clock"), Status.OK, "within a second");
    }
  }

  @Test
  void commitsThatWaitForAStandbyThatIsNotThereAreAFailure(@TempDir Path folder) throws Exception {
    try (EmbeddedPostgres alone = EmbeddedPostgres.start(folder.resolve("data"))) {
      try (Connection connection = DriverManager.getConnection(alone.url().jdbcUrl());
          Statement sql = connection.createStatement()) {
        sql.execute("ALTER SYSTEM SET synchronous_standby_names = 'one'");
        sql.execute("SELECT pg_reload_conf()");
      }
      Waiting.until(() -> findings(alone.url()).get("replication").status() != Status.OK);

      assertFinding(
          findings(alone.url()).get("replication"),
          Status.FAIL,
          "commits wait for a standby, and none is connected");
    }
  }

  @ParameterizedTest
  @CsvSource({"0, OK", "5, WARN", "-5, WARN", "61, FAIL", "-3600, FAIL"})
  void aClockThatDiffersIsAWarningAndThenAFailure(long seconds, Status status) {
    Clock skewed = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(seconds));

    assertFinding(
        findings(TestDatabase.fresh(), skewed).get("clock"), status, "that of the database");
  }

  @Test
  void fewerFreeConnectionsThanAServerOpensAreAWarning() {
    DatabaseUrl url = TestDatabase.fresh();
    DatabaseUrl nobody = granted(url);
    TestDatabase.administer(url, "ALTER ROLE nobody_%s CONNECTION LIMIT 5");

    assertFinding(findings(nobody).get("connections"), Status.WARN, "10 for a server;");
  }

  @Test
  void anotherCollationIsAWarning() {
    DatabaseUrl url = TestDatabase.fresh();
    TestDatabase.change(
        url, "UPDATE pg_collation SET collversion = '0' WHERE collname = 'roster_text'");

    assertFinding(findings(url).get("collation"), Status.WARN, "sorts roster_text otherwise");
  }

  @Test
  void mailThatWaitsForLongIsAWarning() {
    try (TestServer server = TestServer.withData("two-tenants")) {
      assertFinding(findings(server.url()).get("outbox"), Status.OK, "no mail waits");
      TestDatabase.change(
          server.url(),
          """
          WITH invited AS (
            INSERT INTO invitation (id, company_id, email, email_key, auth_group_id, created_at)
            SELECT gen_random_uuid(), min(id), 'x@example.org', 'x@example.org', 4, now()
            FROM company RETURNING id
          )
          INSERT INTO outbox (id, invitation_id, message_id, state, created_at, next_attempt_at)
          SELECT id, id, 'x', 'waiting', now() - interval '20 min', now() FROM invited
          """);

      assertFinding(
          findings(server.url()).get("outbox"), Status.WARN, "1 mail waits, the oldest for 20 min");
    }
  }

  @Test
  void demoCredentialsAreAFailureWhereOthersReachTheServer() {
    DatabaseUrl url;
    try (TestServer server = TestServer.withData("two-tenants")) {
      url = server.url();
    }
    assertFinding(findings(url).get("demo"), Status.OK, "no public demo credential");
    TestDatabase.change(
        url,
        "UPDATE api_token SET token_hash = sha256('demo-owner-token') WHERE id ="
            + " (SELECT min(id::text)::uuid FROM api_token)");

    assertFinding(
        findings(url).get("demo"), Status.FAIL, "accepts 1 public demo credential, and others");
    assertThat(
            new DatabaseChecks(url, 10, false, true, Clock.systemUTC()).run(TestDirectory.OPERATOR))
        .as("on this machine only, by the role of the embedded PostgreSQL")
        .allMatch(each -> each.status() == Status.OK);
  }

  @Test
  void theSessionCanOnlyRead() {
    DatabaseUrl url = TestDatabase.fresh();
    try (Database database = Database.openForDiagnosis(url)) {
      assertThatThrownBy(() ->
              database.reading(tx -> tx.handle().createUpdate("DELETE FROM outbox").execute()))
          .hasMessageContaining("read-only transaction");
    }
  }
}
