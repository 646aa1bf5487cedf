package dev.roster.server.ops;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
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

  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.STARTING);
  private volatile Supplier<List<ReadinessCheck>> ofDatabase = List::of;

  /**
   * Notes that the server listens.
   *
   * @param checks of the database; they take a few seconds at most
   */
  public void serving(Supplier<List<ReadinessCheck>> checks) {
    ofDatabase = checks;
    // one that stops already stays so
    var unused = phase.compareAndSet(Phase.STARTING, Phase.SERVING);
  }

  /** Notes that the server is about to stop. There is no way back. */
  public void draining() {
    phase.set(Phase.DRAINING);
  }

  /** All checks; a server is ready if all are passed. */
  List<ReadinessCheck> checks() {
    return switch (phase.get()) {
      case STARTING ->
          List.of(
              new ReadinessCheck(
                  LIFECYCLE, false, "starting: the database is opened and migrated"));
      case DRAINING ->
          List.of(new ReadinessCheck(LIFECYCLE, false, "draining: the server was told to stop"));
      case SERVING -> {
        ReadinessCheck listening = new ReadinessCheck(LIFECYCLE, true, "serving");
        yield Stream.concat(Stream.of(listening), ofDatabase.get().stream()).toList();
      }
    };
  }
}
