package dev.roster.server.transfer;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Decides once whether an import is committed or, since the program has to end, never will be. Safe
 * for use by many threads.
 */
public final class CommitGate {
  private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);

  private enum State {
    OPEN,
    PASSED,
    CLOSED,
    OVER
  }

  /** The effect of closing the gate. */
  public enum Closed {
    /** Nothing is imported, whatever the import still does. */
    IN_TIME,
    /** The commit has begun and may succeed. */
    TOO_LATE,
    /** The import had ended before. */
    OVER
  }

  /**
   * Admits the commit of an import; false if it must not commit. An import that is tried again
   * passes again.
   */
  boolean pass() {
    return state.compareAndSet(State.OPEN, State.PASSED) || state.get() == State.PASSED;
  }

  /** Reports whether a commit has begun. */
  boolean isPassed() {
    return state.get() == State.PASSED;
  }

  /** Keeps the import from being committed, if there is time. */
  public Closed close() {
    return switch (state.compareAndExchange(State.OPEN, State.CLOSED)) {
      case OPEN, CLOSED -> Closed.IN_TIME;
      case PASSED -> Closed.TOO_LATE;
      case OVER -> Closed.OVER;
    };
  }

  /** Reports that the import has ended; returns false if the gate was closed before. */
  public boolean end() {
    return state.getAndUpdate(now -> now == State.CLOSED ? now : State.OVER) != State.CLOSED;
  }
}
