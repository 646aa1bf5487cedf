package dev.roster.contract;

import dev.roster.server.db.DatabaseUrl;
import dev.roster.server.db.EmbeddedPostgres;
import dev.roster.server.sandbox.Sandbox;
import dev.roster.server.sandbox.state.States;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The real server in the JVM of the tests, which the testkit would start in a process of its own:
 * mutation tests load the changed classes of a server into this JVM. The only class here that knows
 * classes of the server. Safe for use by many threads.
 */
public final class InProcessServer implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";

  private final Sandbox sandbox;

  private InProcessServer(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  /**
   * A PostgreSQL for the databases of several servers.
   *
   * @param url the file with the JDBC URL of its first database, which has its password
   */
  public record Cluster(Path url, Runnable stop) implements AutoCloseable {
    @Override
    public void close() {
      stop.run();
    }
  }

  /** Starts a PostgreSQL without anything in it. */
  public static Cluster startCluster() {
    EmbeddedPostgres postgres = EmbeddedPostgres.startThrowaway();
    try {
      // in the folder of the PostgreSQL, which nobody else may read
      Path url = Files.writeString(postgres.folder().resolve("url"), postgres.url().jdbcUrl());
      return new Cluster(url, postgres::close);
    } catch (IOException failure) {
      postgres.close();
      throw new UncheckedIOException(failure);
    }
  }

  /** Starts it on a PostgreSQL of its own. */
  static InProcessServer start() {
    return new InProcessServer(Sandbox.start(LOOPBACK, 0));
  }

  /** Starts it on a PostgreSQL that exists. */
  static InProcessServer start(String databaseUrl) {
    return new InProcessServer(Sandbox.startOn(DatabaseUrl.parse(databaseUrl), LOOPBACK, 0));
  }

  /** The names of all states. */
  static List<String> states() {
    return States.names();
  }

  /** The URL of both contracts, without a trailing slash. */
  public URI baseUri() {
    return sandbox.baseUri();
  }

  /** Brings the directory into a state and returns its values. */
  public Map<String, Object> set(String state) {
    return set(state, Map.of());
  }

  /** The same, with what the state may be told. */
  public Map<String, Object> set(String state, Map<String, ?> parameters) {
    return sandbox.tenants().set(null, state, parameters);
  }

  /** Returns to the time of the machine. */
  public void resetClock() {
    sandbox.resetClock();
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
