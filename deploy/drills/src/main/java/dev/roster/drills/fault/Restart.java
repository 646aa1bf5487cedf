package dev.roster.drills.fault;

import dev.roster.drills.cluster.Await;
import dev.roster.drills.cluster.DrillException;
import dev.roster.drills.cluster.PostgresServer;
import java.time.Duration;

/** Brings a PostgreSQL back that has ended itself. */
final class Restart {
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private Restart() {}

  /** Starts the server where it does not run, and returns when it takes statements. */
  static void ifDown(PostgresServer postgres) {
    Await.until("PostgreSQL is back", LONGEST, () -> isUp(postgres));
  }

  private static boolean isUp(PostgresServer postgres) {
    try {
      if (postgres.postmaster().isEmpty()) {
        postgres.start();
      }
      return postgres.number("SELECT 1") == 1;
    } catch (DrillException notYet) {
      return false;
    }
  }
}
