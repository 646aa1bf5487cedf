package dev.roster.server.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.server.boot.MailConfig;
import dev.roster.server.testing.RawHttp;
import dev.roster.server.testing.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.migration.JavaMigration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.junit.jupiter.api.Test;

/** Servers of this version beside a later one, whose migrations are made up. */
class RollingUpgradeTest {
  private static final String FOLDER = "classpath:dev/roster/server/db/";
  private static final byte[] NO_BODY = {};
  private static final int CLIENTS = 3;

  /** The change of the schema that the first server of a later version makes. */
  private static int migrate(DatabaseUrl url, String... later) {
    List<String> folders = new ArrayList<>(List.of(FOLDER + "migration"));
    List.of(later).forEach(folder -> folders.add(FOLDER + folder));
    var configuration =
        Flyway.configure()
            .dataSource(new MigrationDataSource(url))
            .locations(folders.toArray(String[]::new))
            .javaMigrations(AddressKeyMigration.all().toArray(JavaMigration[]::new))
            .mixed(true);
    configuration
        .getConfigurationExtension(PostgreSQLConfigurationExtension.class)
        .setTransactionalLock(false);
    return configuration.load().migrate().migrationsExecuted;
  }

  private static int status(RawHttp http) {
    return http.send(
            "GET", "/api/accounts/users/me/", Map.of("Authorization", "Bearer ann-token"), NO_BODY)
        .status();
  }

  /** The longest time of a request, each of which has to be answered with 200. */
  private static Duration longest(RawHttp http, AtomicBoolean enough) {
    Duration longest = Duration.ZERO;
    while (!enough.get()) {
      long begun = System.nanoTime();
      assertThat(status(http)).isEqualTo(200);
      Duration time = Duration.ofNanos(System.nanoTime() - begun);
      longest = time.compareTo(longest) > 0 ? time : longest;
    }
    return longest;
  }

  @Test
  void thisVersionServesWhileALaterOneMigratesAndStartsAgainAfterwards() throws Exception {
    AtomicBoolean enough = new AtomicBoolean();
    try (TestServer old = TestServer.withData("two-tenants");
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
      List<Future<Duration>> longest = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        longest.add(clients.submit(() -> longest(old.raw(), enough)));
      }

      int applied;
      try {
        applied = migrate(old.url(), "additive", "index");
        try (TestServer restarted = TestServer.on(old.url(), MailConfig.off())) {
          assertThat(status(restarted.raw())).isEqualTo(200);
        }
      } finally {
        enough.set(true);
      }

      assertThat(applied).isEqualTo(2);
      for (Future<Duration> client : longest) {
        assertThat(client.get()).isLessThan(Duration.ofSeconds(4));
      }
    }
  }

  @Test
  void thisVersionDoesNotStartOnceWhatItUsesMayBeGone() {
    try (TestServer old = TestServer.withData("two-tenants")) {
      migrate(old.url(), "additive", "contract");

      assertThatThrownBy(() -> TestServer.on(old.url(), MailConfig.off()))
          .isInstanceOf(SchemaUnusableException.class)
          .hasMessageContaining("V903__no_nicknames__oldest_902.sql");
      assertThat(status(old.raw())).as("it was not stopped").isEqualTo(200);
    }
  }
}
