package dev.roster.contract;

import java.util.Objects;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;

/**
 * The server that the test classes of a JVM share, since states never disturb each other. Starts
 * with the first class that needs it and stops at the end of the JUnit run; a run that another one
 * starts uses the server of that one. Its database is a PostgreSQL of its own, or the one that the
 * system property {@code roster.database} names. Safe for use by many threads.
 */
public final class SharedServer implements BeforeAllCallback {
  private static final ExtensionContext.Namespace OWN =
      ExtensionContext.Namespace.create(SharedServer.class);

  private static InProcessServer roster;
  private static int runs;

  /** A JUnit run that uses the server. */
  private static final class Run implements AutoCloseable {
    Run() {
      synchronized (SharedServer.class) {
        if (runs++ == 0) {
          String database = System.getProperty("roster.database");
          roster = database == null ? InProcessServer.start() : InProcessServer.start(database);
        }
      }
    }

    @Override
    public void close() {
      synchronized (SharedServer.class) {
        if (--runs == 0) {
          roster().close();
          roster = null;
        }
      }
    }
  }

  @Override
  public void beforeAll(ExtensionContext test) {
    test.getStore(StoreScope.LAUNCHER_SESSION, OWN)
        .computeIfAbsent(Run.class, run -> new Run(), Run.class);
  }

  /** The server, for test classes that this class extends. */
  public static synchronized InProcessServer roster() {
    return Objects.requireNonNull(roster, "the test class is not extended with SharedServer");
  }
}
