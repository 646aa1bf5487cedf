package dev.roster.benchmarks.process;

import static dev.roster.benchmarks.process.ProcFile.PROC;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process with all its descendants: their processor time and memory. Not thread-safe. */
public final class ProcessTree {
  private static final Pattern PSS = Pattern.compile("^Pss:\\s+(\\d+) kB", Pattern.MULTILINE);

  /** The names of the JVM's compiler threads, as the kernel cuts them. */
  private static final Pattern COMPILER = Pattern.compile("C[12] CompilerThre.*");

  private final long root;
  private final OptionalLong excluded;

  /** Compiler threads come and go; the time of one that is gone still counts. */
  private final Map<Long, Long> compilerTicks = new HashMap<>();

  /** The process with this id and all that it started. */
  public ProcessTree(long root) {
    this(root, OptionalLong.empty());
  }

  private ProcessTree(long root, OptionalLong excluded) {
    this.root = root;
    this.excluded = excluded;
  }

  /** The same tree without one of its branches, such as a database that the server started. */
  public ProcessTree without(OptionalLong branch) {
    return new ProcessTree(root, branch);
  }

  /** The process that started this one; empty if it has ended. */
  public static OptionalLong parentOf(long pid) {
    return ProcStat.of(PROC.resolve(Long.toString(pid))).stream()
        .mapToLong(ProcStat::parent)
        .findFirst();
  }

  /** The id of the process at the root. */
  public long root() {
    return root;
  }

  /** Reports whether the process at the root runs. */
  public boolean isAlive() {
    return ProcStat.of(PROC.resolve(Long.toString(root))).isPresent();
  }

  /** The threads of the process at the root. */
  public int threads() {
    return ProcFile.numbers(PROC.resolve(Long.toString(root)).resolve("task")).size();
  }

  /** The open files of the process at the root, sockets among them. */
  public int openFiles() {
    return ProcFile.numbers(PROC.resolve(Long.toString(root)).resolve("fd")).size();
  }

  /** The processor time that the processes have used so far. */
  public CpuTime cpu() {
    long ticks = 0;
    for (long pid : pids()) {
      ticks +=
          ProcStat.of(PROC.resolve(Long.toString(pid)))
              .map(stat -> stat.ticks() + stat.childTicks())
              .orElse(0L);
      addCompilers(pid);
    }
    long compilers = compilerTicks.values().stream().mapToLong(Long::longValue).sum();
    return new CpuTime(ticks / ProcFile.TICKS_PER_SECOND, compilers / ProcFile.TICKS_PER_SECOND);
  }

  /** The processor time of the process at the root without its children, in seconds. */
  public double ofRootAlone() {
    return ProcStat.of(PROC.resolve(Long.toString(root)))
        .map(stat -> stat.ticks() / ProcFile.TICKS_PER_SECOND)
        .orElse(0.0);
  }

  private void addCompilers(long pid) {
    var threads = PROC.resolve(Long.toString(pid)).resolve("task");
    for (long thread : ProcFile.numbers(threads)) {
      ProcStat.of(threads.resolve(Long.toString(thread)))
          .filter(stat -> COMPILER.matcher(stat.name()).matches())
          .ifPresent(stat -> compilerTicks.put(thread, stat.ticks()));
    }
  }

  /**
   * The proportional set size: memory that several processes share counts in parts.
   *
   * @return kilobytes; empty if it cannot be read, as of a process of another user
   */
  public OptionalLong pssKilobytes() {
    long sum = 0;
    boolean seen = false;
    for (long pid : pids()) {
      String text =
          ProcFile.read(PROC.resolve(Long.toString(pid)).resolve("smaps_rollup")).orElse("");
      Matcher line = PSS.matcher(text);
      if (line.find()) {
        sum += Long.parseLong(line.group(1));
        seen = true;
      }
    }
    return seen ? OptionalLong.of(sum) : OptionalLong.empty();
  }

  private List<Long> pids() {
    Map<Long, List<Long>> children = new HashMap<>();
    for (long pid : ProcFile.numbers(PROC)) {
      ProcStat.of(PROC.resolve(Long.toString(pid)))
          .ifPresent(
              stat -> children.computeIfAbsent(stat.parent(), p -> new ArrayList<>()).add(pid));
    }
    List<Long> found = new ArrayList<>();
    Deque<Long> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      long pid = open.removeFirst();
      if (excluded.isPresent() && excluded.getAsLong() == pid) {
        continue;
      }
      found.add(pid);
      open.addAll(children.getOrDefault(pid, List.of()));
    }
    return found;
  }
}
