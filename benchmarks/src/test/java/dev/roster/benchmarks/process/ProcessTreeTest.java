package dev.roster.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class ProcessTreeTest {
  private static final long SELF = ProcessHandle.current().pid();
  private static final double BUSY_SECONDS = 0.3;

  @Test
  void theTimeOfABusyThreadIsSeen() {
    ProcessTree self = new ProcessTree(SELF);
    CpuTime before = self.cpu();

    long spent = keepBusy();

    // a tick is 10 ms
    assertThat(self.cpu().since(before).total()).isGreaterThan(spent / 1e9 - 0.05);
  }

  @Test
  void compilerThreadsAreToldApart() {
    ProcessTree self = new ProcessTree(SELF);

    CpuTime time = self.cpu();

    // a JVM that has come as far as this has compiled for more than a tick
    assertThat(time.compilers()).isGreaterThan(0).isLessThan(time.total());
  }

  @Test
  void theNameOfAThreadMayLookLikeFields() {
    String line =
        "7 (a) R 1 (b) R 42 7 7 0 -1 4194304 0 0 0 0 11 22 33 44 20 0 1 0 100 0 0"
            + " 18446744073709551615 0";

    assertThat(ProcStat.parse(line)).isEqualTo(new ProcStat("a) R 1 (b", 42, 33, 77));
  }

  @Test
  void childrenCountUnlessTheyAreLeftOut() throws IOException, InterruptedException {
    Process child = new ProcessBuilder("sh", "-c", "while :; do :; done").start();
    try {
      ProcessTree all = new ProcessTree(SELF);
      ProcessTree without = new ProcessTree(SELF).without(OptionalLong.of(child.pid()));
      ProcessTree alone = new ProcessTree(child.pid());
      keepBusyUntil(() -> alone.cpu().total() > BUSY_SECONDS);

      double difference = all.cpu().total() - without.cpu().total();

      assertThat(difference).isGreaterThan(BUSY_SECONDS - 0.05);
      assertThat(ProcessTree.parentOf(child.pid())).hasValue(SELF);
    } finally {
      child.destroyForcibly();
      child.waitFor(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void memoryIsThatOfALivingProcess() {
    assertThat(new ProcessTree(SELF).pssKilobytes().orElse(0)).isGreaterThan(10_000);
    assertThat(new ProcessTree(Integer.MAX_VALUE).pssKilobytes()).isEmpty();
    assertThat(new ProcessTree(Integer.MAX_VALUE).isAlive()).isFalse();
  }

  /** Returns the processor time that this thread has used, in nanoseconds. */
  private static long keepBusy() {
    var threads = java.lang.management.ManagementFactory.getThreadMXBean();
    long begin = threads.getCurrentThreadCpuTime();
    while (threads.getCurrentThreadCpuTime() - begin < BUSY_SECONDS * 1e9) {
      Thread.onSpinWait();
    }
    return threads.getCurrentThreadCpuTime() - begin;
  }

  private static void keepBusyUntil(java.util.function.BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("the child got no processor time").isLessThan(end);
    }
  }
}
