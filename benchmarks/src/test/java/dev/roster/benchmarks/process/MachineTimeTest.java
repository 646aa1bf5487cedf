package dev.roster.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MachineTimeTest {
  private static final MachineTime BEFORE =
      MachineTime.parse("cpu  1000 0 500 8000 200 0 100 50 0 0\ncpu0 1 2 3 4 5 6 7 8 9 10\n");
  private static final MachineTime AFTER =
      MachineTime.parse("cpu  1300 0 600 8550 250 0 100 50 0 0\ncpu0 1 2 3 4 5 6 7 8 9 10\n");

  @Test
  void idleTimeAndWaitingForDisksAreNotBusy() {
    MachineTime spent = AFTER.since(BEFORE);

    assertThat(spent.total()).isCloseTo(10, within(1e-9));
    assertThat(spent.busy()).isCloseTo(4, within(1e-9));
    assertThat(spent.stolen()).isZero();
  }

  @Test
  void theShareOfOthersIsWhatTheMeasuredProcessesLeave() {
    MachineTime spent = AFTER.since(BEFORE);

    assertThat(spent.shareOfOthers(3)).isCloseTo(0.1, within(1e-9));
    assertThat(spent.shareOfOthers(4.2)).as("ticks are rounded").isZero();
  }
}
