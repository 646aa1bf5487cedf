package dev.roster.alignment.mutation;

import java.util.concurrent.atomic.AtomicInteger;

/** Shows how far a long run is. Safe for use by many threads. */
final class MutationProgress {
  private final int all;
  private final AtomicInteger done = new AtomicInteger();

  MutationProgress(int all) {
    this.all = all;
  }

  void show(MutantResult last) {
    System.out.printf(
        "%4d/%d  %-8s  %s  %s  %.160s%n",
        done.incrementAndGet(), all, said(last), last.id(), last.test(), last.by());
  }

  private static String said(MutantResult result) {
    return result.killed() ? "killed" : result.broken() ? "BROKEN" : "SURVIVED";
  }
}
