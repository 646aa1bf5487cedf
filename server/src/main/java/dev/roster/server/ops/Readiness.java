package dev.roster.server.ops;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Decides if a server wants requests: it has started, does not stop, and its database can be used.
 * Safe for use by many threads.
 */
public final class Readiness {
  private static final String LIFECYCLE = "lifecycle";

  private enum Phase {
    STARTING,
    SERVING,
    DRAINING
  }

  private volatile Phase phase = Phase.STARTING;
  private volatile Supplier<List<Check>> ofDatabase = List::of;

  /**
   * Notes that the server listens.
   *
   * @param checks of the database, within a few seconds whatever state it is in
   */
  public void serving(Supplier<List<Check>> checks) {
    ofDatabase = checks;
    if (phase == Phase.STARTING) {
      phase = Phase.SERVING;
    }
  }

  /** Notes that the server is about to stop. There is no way back. */
  public void draining() {
    phase = Phase.DRAINING;
  }

  /** All checks; a server is ready if all are passed. */
  List<Check> checks() {
    return switch (phase) {
      case STARTING ->
          List.of(new Check(LIFECYCLE, false, "starting: the database is opened and migrated"));
      case DRAINING ->
          List.of(new Check(LIFECYCLE, false, "draining: the server was told to stop"));
      case SERVING -> {
        Check listening = new Check(LIFECYCLE, true, "serving");
        yield Stream.concat(Stream.of(listening), ofDatabase.get().stream()).toList();
      }
    };
  }
}
