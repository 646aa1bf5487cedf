package dev.roster.benchmarks.process;

import java.util.List;

/**
 * Time of all processors together in seconds.
 *
 * @param total of all of them, idle or not
 * @param busy with processes and interrupts
 * @param stolen by other virtual machines
 */
public record MachineTime(double total, double busy, double stolen) {

  /** The time since the machine started. */
  public static MachineTime now() {
    return parse(ProcFile.read(ProcFile.PROC.resolve("stat")).orElseThrow());
  }

  /** The first line: user, nice, system, idle, iowait, irq, softirq, steal. */
  static MachineTime parse(String stat) {
    List<Double> fields =
        List.of(stat.lines().findFirst().orElseThrow().split("\\s+")).subList(1, 9).stream()
            .map(ticks -> Long.parseLong(ticks) / ProcFile.TICKS_PER_SECOND)
            .toList();
    double total = fields.stream().mapToDouble(Double::doubleValue).sum();
    return new MachineTime(total, total - fields.get(3) - fields.get(4), fields.get(7));
  }

  /** The time between an earlier reading and this one. */
  public MachineTime since(MachineTime earlier) {
    return new MachineTime(total - earlier.total, busy - earlier.busy, stolen - earlier.stolen);
  }

  /**
   * The share of the machine that was used by none of the measured processes.
   *
   * @param measured their processor time in the same span, in seconds
   */
  public double shareOfOthers(double measured) {
    return total == 0 ? 0 : Math.max(0, (busy - measured) / total);
  }
}
