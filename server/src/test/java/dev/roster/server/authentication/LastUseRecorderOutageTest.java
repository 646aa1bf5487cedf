package dev.roster.server.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.roster.server.db.Database;
import dev.roster.server.db.DatabaseUrl;
import dev.roster.server.testing.TestDatabase;
import dev.roster.server.testing.TestServer;
import dev.roster.server.transfer.Importer;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The writer of last uses on a database that takes no writes for a while. */
class LastUseRecorderOutageTest {
  private static final int CONNECTIONS = 2;

  private static List<UUID> tokens(Database database, String condition) {
    return database.reading(tx ->
        tx.handle()
            .createQuery("SELECT id FROM api_token WHERE " + condition)
            .mapTo(UUID.class)
            .list());
  }

  @Test
  void whatCannotBeWrittenIsOneLineAndIsWrittenLater() {
    DatabaseUrl url = TestDatabase.fresh();
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    Logger logger = (Logger) LoggerFactory.getLogger(LastUseRecorder.class);
    try (Database database = Database.open(url, CONNECTIONS)) {
      new Importer(database, Clock.systemUTC(), (file, rows) -> {})
          .load(TestServer.OPERATOR, TestServer.resource("two-tenants"));
      List<UUID> used = tokens(database, "true");
      LastUseRecorder uses =
          new LastUseRecorder(database, new AuthenticationStore(), Clock.systemUTC());
      used.forEach(uses::ofToken);
      TestDatabase.administer(url, "ALTER DATABASE %s SET default_transaction_read_only = on");
      TestDatabase.closeConnections(url);

      logger.addAppender(log);
      Stream.iterate(0, i -> i <= CONNECTIONS, i -> i + 1).forEach(each -> uses.flush());
      logger.detachAppender(log);

      assertThat(tokens(database, "last_used_at IS NOT NULL")).isEmpty();
      assertThat(log.list)
          .hasSize(CONNECTIONS + 1)
          .last()
          .satisfies(event -> {
            assertThat(event.getThrowableProxy()).isNull();
            assertThat(event.getFormattedMessage().lines()).hasSize(1);
            assertThat(event.getFormattedMessage())
                .endsWith("cannot execute UPDATE in a read-only transaction");
          });
      TestDatabase.administer(url, "ALTER DATABASE %s RESET ALL");
      Stream.iterate(0, i -> i <= CONNECTIONS, i -> i + 1).forEach(each -> uses.flush());
      assertThat(tokens(database, "last_used_at IS NOT NULL"))
          .containsExactlyInAnyOrderElementsOf(used)
          .isNotEmpty();
    }
  }
}
