package dev.roster.benchmarks.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The line {@code stat} of a process or thread.
 *
 * @param name at most 15 characters
 * @param ticks processor time of its own, user and system
 * @param childTicks processor time of children that ended and were waited for
 */
record ProcStat(String name, long parent, long ticks, long childTicks) {

  static Optional<ProcStat> of(Path folder) {
    return ProcFile.read(folder.resolve("stat")).map(ProcStat::parse);
  }

  /** The name may hold blanks and parentheses, so the fields are counted from the last of them. */
  static ProcStat parse(String line) {
    int end = line.lastIndexOf(')');
    List<String> rest = List.of(line.substring(end + 2).split(" ", 16));
    return new ProcStat(
        line.substring(line.indexOf('(') + 1, end),
        Long.parseLong(rest.get(1)),
        Long.parseLong(rest.get(11)) + Long.parseLong(rest.get(12)),
        Long.parseLong(rest.get(13)) + Long.parseLong(rest.get(14)));
  }
}
