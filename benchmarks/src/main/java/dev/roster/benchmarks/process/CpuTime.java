package dev.roster.benchmarks.process;

/**
 * Processor time in seconds, user and system.
 *
 * @param total of all threads
 * @param compilers the part of the JVM's compiler threads (JIT)
 */
public record CpuTime(double total, double compilers) {

  /** The time between an earlier reading and this one. */
  public CpuTime since(CpuTime earlier) {
    return new CpuTime(total - earlier.total, compilers - earlier.compilers);
  }
}
