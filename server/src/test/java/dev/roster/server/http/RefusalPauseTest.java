package dev.roster.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Refusals leave the processor to the requests that run. */
class RefusalPauseTest {
  private static final long MICROSECOND = 1_000;
  private static final long MILLISECOND = 1_000 * MICROSECOND;

  private long processorTime;
  private final List<Long> pauses = new ArrayList<>();
  private final RefusalPause pause = new RefusalPause(() -> processorTime, pauses::add);

  private void refuse(int count, long cost) {
    for (int i = 0; i < count; i++) {
      processorTime += cost;
      pause.refused();
    }
  }

  private void waitForProcessors(Duration wait) {
    for (int i = 0; i < 1_000; i++) {
      pause.begun(wait.toNanos());
    }
  }

  private long paused() {
    return pauses.stream().mapToLong(Long::longValue).sum();
  }

  @Test
  void pausesForSixTimesOfWhatRefusalsTakeWhileRequestsWaitForAProcessor() {
    waitForProcessors(Duration.ofMillis(5));
    pause.refused();

    refuse(1_000, 100 * MICROSECOND);

    assertThat(paused()).isBetween(598 * MILLISECOND, 600 * MILLISECOND);
    assertThat(pauses).allMatch(each -> each >= 2 * MILLISECOND);
  }

  @Test
  void doesNotPauseWhileProcessorsAreFree() {
    waitForProcessors(Duration.ofMillis(5));
    waitForProcessors(Duration.ofNanos(100 * MICROSECOND));
    pause.refused();

    refuse(1_000, 100 * MICROSECOND);

    assertThat(pauses).isEmpty();
  }

  @Test
  void keepsOthersWaitingForAFewMillisecondsAtATime() {
    waitForProcessors(Duration.ofMillis(5));
    pause.refused();

    refuse(10, Duration.ofSeconds(1).toNanos());

    // a millisecond of each counts
    assertThat(pauses).hasSize(10).allMatch(each -> each == 6 * MILLISECOND);
  }

  @Test
  void theClockOfAnotherThreadIsAnother() throws Exception {
    waitForProcessors(Duration.ofMillis(5));
    pause.refused();

    Thread other = Thread.ofPlatform().start(() -> refuse(1, Duration.ofSeconds(1).toNanos()));
    other.join();

    assertThat(pauses).isEmpty();
  }
}
