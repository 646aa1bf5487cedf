package dev.roster.benchmarks.measure;

import dev.roster.benchmarks.process.CpuTime;
import dev.roster.benchmarks.process.MachineTime;
import dev.roster.benchmarks.process.ProcessTree;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Readings of the processor time of everything that is measured. */
final class Accounting {
  /** Time for work that outlives its response, such as the line in the log. */
  private static final Duration SETTLING = Duration.ofMillis(100);

  private final List<Subject> subjects;
  private final Optional<ProcessTree> postgres;
  private final ProcessTree client;

  Accounting(List<Subject> subjects, Optional<ProcessTree> postgres) {
    this.subjects = subjects;
    this.postgres = postgres;
    this.client = new ProcessTree(ProcessHandle.current().pid());
  }

  /** Work that is accounted for. */
  interface Work<T> {
    /** Does the work. */
    T run() throws IOException;
  }

  /**
   * A result with the time that it took.
   *
   * @param bySubject of the subjects, by name
   * @param client of this process alone, in seconds
   */
  record Accounted<T>(
      T result,
      Map<String, CpuTime> bySubject,
      double postgres,
      double client,
      MachineTime machine) {

    /** The share of the machine that none of them used. */
    double others() {
      double subjects = bySubject.values().stream().mapToDouble(CpuTime::total).sum();
      return machine.shareOfOthers(subjects + postgres + client);
    }
  }

  <T> Accounted<T> account(Work<T> work) throws IOException {
    Reading before = read();
    T result = work.run();
    settle();
    Reading after = read();
    Map<String, CpuTime> spent = new HashMap<>();
    for (Map.Entry<String, CpuTime> earlier : before.bySubject.entrySet()) {
      CpuTime later = Objects.requireNonNull(after.bySubject.get(earlier.getKey()));
      spent.put(earlier.getKey(), later.since(earlier.getValue()));
    }
    return new Accounted<>(
        result,
        spent,
        after.postgres - before.postgres,
        after.client - before.client,
        after.machine.since(before.machine));
  }

  private static void settle() {
    try {
      Thread.sleep(SETTLING);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
  }

  private record Reading(
      Map<String, CpuTime> bySubject, double postgres, double client, MachineTime machine) {}

  private Reading read() {
    Map<String, CpuTime> bySubject = new HashMap<>();
    for (Subject subject : subjects) {
      bySubject.put(subject.name(), subject.processes().cpu());
    }
    double database = postgres.map(tree -> tree.cpu().total()).orElse(0.0);
    return new Reading(bySubject, database, client.ofRootAlone(), MachineTime.now());
  }
}
