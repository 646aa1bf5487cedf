package dev.roster.server.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.CommandFixture;
import dev.roster.server.db.ShippedMigrations.Migration;
import dev.roster.server.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.migration.JavaMigration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A database that is up to date is recognised without Flyway, and no other is taken for one. */
class SchemaHistoryTest {
  private static boolean isCurrent(DatabaseUrl url) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url.jdbcUrl())) {
      return SchemaHistory.read(connection).filter(SchemaHistory::isCurrent).isPresent();
    }
  }

  @Test
  void theMigrationsAreThoseThatFlywayFinds() throws Exception {
    Flyway flyway =
        Flyway.configure()
            .dataSource(TestDatabase.empty().jdbcUrl(), null, null)
            .locations("classpath:dev/roster/server/db/migration")
            .javaMigrations(AddressKeyMigration.all().toArray(JavaMigration[]::new))
            .load();
    List<Migration> found =
        Stream.of(flyway.info().all())
            .map(each ->
                new Migration(
                    each.getVersion().getVersion(),
                    each.getDescription(),
                    each.getType().name(),
                    each.getChecksum()))
            .toList();

    assertThat(ShippedMigrations.read().orElseThrow())
        .hasSizeGreaterThan(10)
        .containsExactlyInAnyOrderElementsOf(found);
  }

  @Test
  void aMigratedDatabaseIsCurrent() throws Exception {
    assertThat(isCurrent(TestDatabase.fresh())).isTrue();
    assertThat(isCurrent(TestDatabase.empty())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE flyway_schema_history SET checksum = checksum + 1 WHERE version = '002'",
        "UPDATE flyway_schema_history SET checksum = NULL WHERE version = '002'",
        "UPDATE flyway_schema_history SET checksum = 1 WHERE version = '8.1'",
        "UPDATE flyway_schema_history SET success = false WHERE version = '006'",
        "UPDATE flyway_schema_history SET version = '0.5' WHERE version = '003'",
        "UPDATE flyway_schema_history SET version = NULL WHERE version = '003'",
        "UPDATE flyway_schema_history SET description = 'shop' WHERE version = '003'",
        "UPDATE flyway_schema_history SET type = 'BASELINE' WHERE version = '003'",
        "DELETE FROM flyway_schema_history WHERE version = '004'",
        "INSERT INTO flyway_schema_history SELECT 99, '999', description, type, script, checksum,"
            + " installed_by, installed_on, execution_time, true FROM flyway_schema_history"
            + " WHERE version = '001'",
        "INSERT INTO flyway_schema_history SELECT 99, version, description, type, script, checksum,"
            + " installed_by, installed_on, execution_time, true FROM flyway_schema_history"
            + " WHERE version = '001'",
        "DROP TABLE flyway_schema_history",
      })
  void noOtherHistoryIsCurrent(String change) throws Exception {
    DatabaseUrl url = TestDatabase.fresh();
    TestDatabase.change(url, change);

    assertThat(isCurrent(url)).isFalse();
  }

  @Test
  void flywayIsStartedOnlyWhereSomethingIsMissing(@TempDir Path folder) throws Exception {
    assertThat(classesLoaded(folder, TestDatabase.fresh()))
        .contains("dev.roster.server.db.SchemaHistory ")
        .doesNotContain("flywaydb.core.Flyway ");
    assertThat(classesLoaded(folder, TestDatabase.empty())).contains("flywaydb.core.Flyway ");
  }

  /** The classes that {@code roster migrate} loads. */
  private static String classesLoaded(Path folder, DatabaseUrl url) throws Exception {
    Path classes = Files.createTempFile(folder, "classes", ".log");
    Path output = Files.createTempFile(folder, "output", ".log");
    Process process =
        CommandFixture.start(
            output,
            // a cache would bring classes along that nobody uses
            List.of("-XX:AOTMode=off", "-Xlog:class+load:file=" + classes),
            "migrate",
            "--database-url",
            url.jdbcUrl());

    assertThat(CommandFixture.exitCode(process)).as(Files.readString(output)).isZero();
    return Files.readString(classes);
  }
}
