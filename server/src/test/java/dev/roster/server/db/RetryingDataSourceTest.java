package dev.roster.server.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.server.testing.TestDatabase;
import dev.roster.server.testing.Waiting;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RetryingDataSourceTest {
  private final DatabaseUrl url = TestDatabase.fresh();
  private final RetryingDataSource source = new RetryingDataSource(url, SessionSettings.REQUESTS);
  private final CompletableFuture<Connection> connection = new CompletableFuture<>();

  @BeforeEach
  void takeTheDatabaseAway() {
    TestDatabase.administer(url, "ALTER DATABASE %s ALLOW_CONNECTIONS false");
  }

  private Thread connecting() {
    return Thread.ofPlatform()
        .start(() -> {
          try {
            connection.complete(source.getConnection());
          } catch (SQLException failure) {
            connection.completeExceptionally(failure);
          }
        });
  }

  @Test
  void connectsAsSoonAsTheDatabaseIsBack() throws Exception {
    source.beginRetrying();
    connecting();
    Waiting.until(() -> source.latestFailure().isPresent());

    TestDatabase.administer(url, "ALTER DATABASE %s ALLOW_CONNECTIONS true");

    try (Connection back = connection.get(20, TimeUnit.SECONDS)) {
      assertThat(back.isValid(1)).isTrue();
      assertThat(source.latestFailure()).isEmpty();
    }
  }

  @Test
  void theFirstConnectionFailsAtOnce() {
    assertThatThrownBy(source::getConnection).isInstanceOf(SQLException.class);
  }

  @Test
  void endsWithTheThreadsOfItsPool() throws Exception {
    source.beginRetrying();
    Thread thread = connecting();
    Waiting.until(() -> source.latestFailure().isPresent());

    thread.interrupt();
    thread.join();

    assertThatThrownBy(connection::get).isInstanceOf(ExecutionException.class);
  }

  /** Waiting does not help. */
  @Test
  void doesNotRepeatAWrongName() {
    source.beginRetrying();
    source.setDatabaseName("unknown");

    assertThatThrownBy(source::getConnection)
        .isInstanceOfSatisfying(
            SQLException.class, failure -> assertThat(failure.getSQLState()).isEqualTo("3D000"));
  }
}
