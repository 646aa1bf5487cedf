package dev.roster.server.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.db.Database;
import dev.roster.server.db.DatabaseUrl;
import dev.roster.server.db.ReadConnection;
import dev.roster.server.diagnosis.PostgresStore.Role;
import dev.roster.server.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class PostgresStoreTest {
  private final PostgresStore store = new PostgresStore();
  private final DatabaseUrl url = TestDatabase.fresh();

  private <T> T read(DatabaseUrl at, Function<ReadConnection, T> query) {
    try (Database database = Database.openForDiagnosis(at)) {
      return database.reading(query);
    }
  }

  @Test
  void theSessionIsOfAPrimaryOnThisMachine() {
    PostgresStore.Session session = read(url, store::session);

    assertThat(session.version()).matches("\\d+\\.\\d+.*");
    assertThat(session)
        .isEqualTo(new PostgresStore.Session(session.version(), true, false, false, false));
  }

  @Test
  void aDatabaseMayBeReadOnlyByDefault() {
    TestDatabase.administer(url, "ALTER DATABASE %s SET default_transaction_read_only = on");

    assertThat(read(url, store::session).readOnly()).isTrue();
  }

  @Test
  void theOwnerMayMigrateAndOthersMayWhatTheyWereGranted() {
    DatabaseUrl nobody = TestDatabase.asNobody(url);
    String name = "nobody_" + TestDatabase.name(url);

    assertThat(read(url, store::role)).isEqualTo(new Role("postgres", true, true, List.of()));
    assertThat(read(nobody, store::role).refused())
        .contains("flyway_schema_history", "person", "person_id_seq");
    TestDatabase.change(
        url,
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO " + name,
        "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO " + name);
    assertThat(read(nobody, store::role)).isEqualTo(new Role(name, false, false, List.of()));
    TestDatabase.change(url, "REVOKE DELETE ON outbox FROM " + name);
    assertThat(read(nobody, store::role).refused()).containsExactly("outbox");
  }

  @Test
  void theLimitOfARoleBoundsItsConnections() {
    DatabaseUrl nobody = TestDatabase.asNobody(url);

    PostgresStore.Connections all = read(nobody, store::connections);

    assertThat(all.most()).isGreaterThan(10);
    assertThat(all.used()).isPositive();
    TestDatabase.administer(url, "ALTER ROLE nobody_%s CONNECTION LIMIT 3");
    assertThat(read(nobody, store::connections).most()).isEqualTo(3);
  }

  @Test
  void aServerAloneHasNoStandby() {
    assertThat(read(url, store::standbys))
        .isEqualTo(new PostgresStore.Standbys(true, false, 0, 0, Duration.ZERO));
    assertThat(read(TestDatabase.asNobody(url), store::standbys).visible()).isFalse();
  }

  @Test
  void aCollationOfAnotherOperatingSystemIsFound() {
    assertThat(read(url, store::changedCollations)).isEmpty();
    TestDatabase.change(
        url, "UPDATE pg_collation SET collversion = '0' WHERE collname = 'roster_text'");

    assertThat(read(url, store::changedCollations)).containsExactly("roster_text");
  }
}
