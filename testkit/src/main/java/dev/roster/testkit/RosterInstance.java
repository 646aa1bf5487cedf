package dev.roster.testkit;

import dev.roster.server.db.DatabaseUrl;
import dev.roster.server.sandbox.Sandbox;
import dev.roster.server.sandbox.state.States;
import dev.roster.server.sandbox.state.UnknownNameException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A running Roster server with a directory that can be brought into named states. Safe for use by
 * many threads.
 *
 * <p>A response that breaks its document becomes a 500 that names the violation.
 *
 * <p>A state adds a tenant, companies and people of its own and leaves everything else alone, so
 * states never disturb each other and nothing has to be cleaned up between tests.
 */
public final class RosterInstance implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";

  private final Sandbox sandbox;
  private final boolean ownsDatabase;
  private final Thread atExit;
  private volatile boolean closed;

  private RosterInstance(Sandbox sandbox, boolean ownsDatabase) {
    this.sandbox = sandbox;
    this.ownsDatabase = ownsDatabase;
    this.atExit = new Thread(sandbox::close, "roster-testkit-exit");
  }

  /** Starts a server on an empty PostgreSQL of its own, which goes when the instance is closed. */
  public static RosterInstance start() {
    ClassPathCheck.check(RosterInstance.class.getClassLoader());
    return started(new RosterInstance(Sandbox.start(LOOPBACK, 0), true));
  }

  /**
   * Starts a server on a PostgreSQL that exists. What states put there stays there.
   *
   * @param databaseUrl such as {@code postgresql://user:password@host/database}
   */
  public static RosterInstance start(String databaseUrl) {
    ClassPathCheck.check(RosterInstance.class.getClassLoader());
    return started(
        new RosterInstance(Sandbox.startOn(DatabaseUrl.parse(databaseUrl), LOOPBACK, 0), false));
  }

  private static RosterInstance started(RosterInstance instance) {
    Runtime.getRuntime().addShutdownHook(instance.atExit);
    return instance;
  }

  /** The URL of both contracts, without a trailing slash. */
  public URI baseUri() {
    return sandbox.baseUri();
  }

  /** The names of all states. */
  public static List<String> states() {
    return States.names();
  }

  /** Brings the directory into a state; see {@link #set(String, Map)}. */
  public State set(String state) {
    return set(state, Map.of());
  }

  /**
   * Brings the directory into a state.
   *
   * @param parameters what the state may be told, such as the role of the caller
   * @return the state with its values, such as the token of its caller
   * @throws UnknownStateException if there is no such state
   * @throws IllegalArgumentException if the state knows no such parameter, or not this value
   */
  public State set(String state, Map<String, ?> parameters) {
    return set(null, state, parameters);
  }

  State set(@Nullable UUID tenant, String state, Map<String, ?> parameters) {
    return ArgumentErrors.checked(() -> {
      try {
        return new State(state, sandbox().tenants().set(tenant, state, parameters));
      } catch (UnknownNameException unknown) {
        throw new UnknownStateException(unknown);
      }
    });
  }

  Sandbox sandbox() {
    if (closed) {
      throw new IllegalStateException(
          "This Roster is closed: its server has stopped and its directory is deleted. Start"
              + " another one.");
    }
    return sandbox;
  }

  /**
   * Stops the server, and the PostgreSQL if it was started for it; its folder is deleted. States
   * are an {@link IllegalStateException} from then on.
   */
  @Override
  public void close() {
    closed = true;
    sandbox.close();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException exiting) {
      // the JVM has begun to exit and the hook, which finds nothing left to do, will run
    }
  }

  /** The address of the PostgreSQL that was started for this instance. */
  @Nullable String databaseUrl() {
    return ownsDatabase ? sandbox.databaseUrl().jdbcUrl() : null;
  }

  /** The folder of the PostgreSQL that was started for this instance. */
  @Nullable Path folder() {
    return sandbox.folder().orElse(null);
  }
}
