package dev.roster.testkit;

import dev.roster.server.access.OperatorCaller;
import dev.roster.server.boot.Config;
import dev.roster.server.boot.RosterServer;
import dev.roster.server.conformance.Verification;
import dev.roster.server.db.DatabaseUrl;
import dev.roster.server.db.EmbeddedPostgres;
import dev.roster.server.transfer.Importer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A running Roster server with a directory that can be brought into named states. Safe for use by
 * many threads.
 *
 * <p>An answer that breaks its document becomes a 500 that names the violation.
 *
 * <p>A state adds a tenant, companies and people of its own and leaves everything else alone, so
 * states never disturb each other and nothing has to be cleaned up between tests.
 */
public final class RosterInstance implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";

  private final @Nullable Postgres postgres;
  private final RosterServer server;
  private final Clock clock;
  private final Thread atExit = new Thread(this::stop, "roster-testkit-exit");
  private boolean stopped;

  private RosterInstance(@Nullable Postgres postgres, RosterServer server, Clock clock) {
    this.postgres = postgres;
    this.server = server;
    this.clock = clock;
  }

  /** Starts a server on an empty PostgreSQL of its own, which goes when the instance is closed. */
  public static RosterInstance start() {
    Postgres postgres = Postgres.start();
    try {
      return start(postgres, postgres.embedded().url());
    } catch (RuntimeException failure) {
      postgres.close();
      throw failure;
    }
  }

  /**
   * Starts a server on a PostgreSQL that exists. What states put there stays there.
   *
   * @param databaseUrl such as {@code postgresql://user:password@host/database}
   */
  public static RosterInstance start(String databaseUrl) {
    return start(null, DatabaseUrl.parse(databaseUrl));
  }

  private static RosterInstance start(@Nullable Postgres postgres, DatabaseUrl url) {
    Clock clock = Clock.systemUTC();
    Config config =
        new Config(url, LOOPBACK, 0, Config.DEFAULT_CONNECTIONS).verifying(Verification.REFUSE);
    RosterInstance started = new RosterInstance(postgres, RosterServer.start(config, clock), clock);
    Runtime.getRuntime().addShutdownHook(started.atExit);
    return started;
  }

  /** Where both contracts are served, without a trailing slash. */
  public URI baseUri() {
    return server.baseUri();
  }

  /** The names of all states. */
  public static List<String> states() {
    return States.names();
  }

  /** Brings the directory into a state; see {@link #set(String, Map)}. */
  public Map<String, Object> set(String state) {
    return set(state, Map.of());
  }

  /**
   * Brings the directory into a state.
   *
   * @param parameters what the state may be told, such as the role of the caller
   * @return what a request needs to know of the state, such as its token: numbers and texts by name
   * @throws UnknownState if there is no such state
   * @throws IllegalArgumentException if the state knows no such parameter, or not this value
   */
  public Map<String, Object> set(String state, Map<String, ?> parameters) {
    Scene scene = new Scene(clock.instant());
    Parameters given = Parameters.of(state, parameters);
    States.named(state).fill(scene, given);
    given.requireNoMore();
    Path folder = temporaryFolder("roster-state");
    try {
      scene.writeTo(folder);
      new Importer(server.database(), clock, (file, rows) -> {})
          .load(new OperatorCaller("testkit"), folder);
    } finally {
      delete(folder);
    }
    return scene.values();
  }

  /** Stops the server, and the PostgreSQL if it was started for it; its folder is deleted. */
  @Override
  public void close() {
    stop();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException exiting) {
      // the JVM has begun to exit and the hook, which finds nothing left to do, will run
    }
  }

  private synchronized void stop() {
    if (stopped) {
      return;
    }
    stopped = true;
    try {
      server.close();
    } finally {
      if (postgres != null) {
        postgres.close();
      }
    }
  }

  /** The address of the PostgreSQL that was started for this instance. */
  @Nullable String databaseUrl() {
    return postgres == null ? null : postgres.embedded().url().jdbcUrl();
  }

  /** The folder of the PostgreSQL that was started for this instance. */
  @Nullable Path folder() {
    return postgres == null ? null : postgres.folder();
  }

  private record Postgres(EmbeddedPostgres embedded, Path folder) {
    static Postgres start() {
      Path folder = temporaryFolder("roster-testkit");
      try {
        return new Postgres(EmbeddedPostgres.startVolatile(folder), folder);
      } catch (RuntimeException failure) {
        delete(folder);
        throw failure;
      }
    }

    void close() {
      try {
        embedded.close();
      } finally {
        delete(folder);
      }
    }
  }

  private static Path temporaryFolder(String name) {
    try {
      return Files.createTempDirectory(name);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("not deleted: " + folder, failure);
    }
  }
}
