package dev.roster.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.roster.benchmarks.report.WarmUpCurve.Second;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WarmUpCurveTest {

  @Test
  void thePeakIsKeptFromTheFirstSecondThatStaysUp() {
    WarmUpCurve curve = new WarmUpCurve(rising(60, 20), 0, 0);

    assertThat(curve.peak()).isEqualTo(1000);
    assertThat(curve.steadySecond()).hasValue(20);
    assertThat(curve.requestsBefore(20)).isEqualTo(19 * 300);
  }

  @Test
  void aShortRushIsNotThePeakKept() {
    List<Second> seconds = new ArrayList<>(rising(60, 30));
    for (int second = 5; second < 12; second++) {
      seconds.set(second - 1, second(second, 1000));
    }

    assertThat(new WarmUpCurve(seconds, 0, 0).steadySecond()).hasValue(30);
  }

  @Test
  void aServerThatFallsBackAtTheEndHasNotKeptIt() {
    List<Second> seconds = new ArrayList<>(rising(60, 30));
    for (int second = 36; second <= 45; second++) {
      seconds.set(second - 1, second(second, 500));
    }

    assertThat(new WarmUpCurve(seconds, 0, 0).steadySecond()).hasValue(46);
    for (int second = 57; second <= 60; second++) {
      seconds.set(second - 1, second(second, 100));
    }
    assertThat(new WarmUpCurve(seconds, 0, 0).steadySecond()).isEmpty();
  }

  @Test
  void theShareOfCompilersIsThatOfTheFirstSeconds() {
    List<Second> seconds =
        List.of(
            new Second(1, 1, 2, 1.5, 0), new Second(2, 1, 2, 0.5, 0), new Second(3, 1, 6, 0, 0));

    assertThat(new WarmUpCurve(seconds, 0, 0).jitShare(2)).isCloseTo(0.5, within(1e-9));
    assertThat(new WarmUpCurve(seconds, 0, 0).jitShare(10)).isCloseTo(0.2, within(1e-9));
    assertThat(seconds.getFirst().cpuMicros()).isCloseTo(2e6, within(1e-3));
  }

  @Test
  void aNoisyMachineIsTheFirstThingThatTheCurveSays() {
    String noisy = MarkdownCurve.render(new WarmUpCurve(rising(30, 8), 0, 0.11), Map.of());
    String quiet = MarkdownCurve.render(new WarmUpCurve(rising(30, 8), 0, 0.09), Map.of());

    assertThat(noisy).startsWith("**The machine was too noisy**: others used 11 % of it.");
    assertThat(quiet).startsWith("- peak: 1,000 requests/s");
  }

  /** 300 requests a second until a second in which it becomes 1,000. */
  static List<Second> rising(int length, int steady) {
    List<Second> seconds = new ArrayList<>();
    for (int second = 1; second <= length; second++) {
      seconds.add(second(second, second < steady ? 300 : 1000));
    }
    return seconds;
  }

  private static Second second(int second, long requests) {
    return new Second(second, requests, 1, 0.1, 0.1);
  }
}
