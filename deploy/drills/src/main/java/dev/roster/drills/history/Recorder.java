package dev.roster.drills.history;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The calls of a run on one clock. Safe for use by many threads. */
final class Recorder {
  private static final long MICRO = 1_000;

  private final long zero = System.nanoTime();
  private final ConcurrentLinkedQueue<Call> calls = new ConcurrentLinkedQueue<>();

  /** Microseconds since the run began. */
  long now() {
    return (System.nanoTime() - zero) / MICRO;
  }

  Call add(Call call) {
    calls.add(call);
    return call;
  }

  /** All calls so far. */
  List<Call> calls() {
    return List.copyOf(calls);
  }
}
