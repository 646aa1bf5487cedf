package dev.roster.contract;

import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;

/**
 * The server that the test classes of a JVM share, since states never disturb each other. Starts
 * with the first class that needs it and stops at the end of the JUnit run; a run that another one
 * starts uses the server of that one. It has a PostgreSQL of its own, or the database that the
 * system property {@code roster.database} names, or a new one in the PostgreSQL whose URL is in the
 * file that {@code roster.cluster} names. Safe for use by many threads.
 */
public final class SharedServer implements BeforeAllCallback {
  private static final ExtensionContext.Namespace OWN =
      ExtensionContext.Namespace.create(SharedServer.class);

  private static InProcessServer roster;
  private static ScratchDatabase scratch;
  private static int runs;

  /** A JUnit run that uses the server. */
  private static final class Run implements AutoCloseable {
    Run() {
      synchronized (SharedServer.class) {
        if (runs++ == 0) {
          roster =
              start(System.getProperty("roster.database"), System.getProperty("roster.cluster"));
        }
      }
    }

    private static InProcessServer start(String database, String cluster) {
      if (database != null) {
        return InProcessServer.start(database);
      }
      if (cluster != null) {
        scratch = ScratchDatabase.create(Path.of(cluster));
        return InProcessServer.start(scratch.url());
      }
      return InProcessServer.start();
    }

    @Override
    public void close() {
      synchronized (SharedServer.class) {
        if (--runs == 0) {
          roster().close();
          roster = null;
          if (scratch != null) {
            scratch.close();
            scratch = null;
          }
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
