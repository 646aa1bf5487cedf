package dev.roster.alignment.mutation;

import dev.roster.alignment.mutation.MutantResult.Verdict;
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
        done.incrementAndGet(),
        all,
        said(last),
        last.id(),
        String.join(",", last.seen()),
        last.isBroken() ? last.broken() : last.firstRed().map(Verdict::by).orElse(""));
  }

  private static String said(MutantResult result) {
    return result.killed() ? "killed" : result.isBroken() ? "BROKEN" : "SURVIVED";
  }
}
