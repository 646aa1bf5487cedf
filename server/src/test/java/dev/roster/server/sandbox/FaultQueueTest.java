package dev.roster.server.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Faults that did not fit their request stay in the queue. */
class FaultQueueTest {
  private static final Optional<String> ANY = Optional.empty();

  private final FaultQueue faults = new FaultQueue();

  private FaultQueue.Waiting struck(int count) {
    faults.add(
        new FaultRule(
            FaultRule.Kind.TRUNCATED_JSON,
            ANY,
            Optional.empty(),
            count,
            Duration.ofSeconds(1),
            Duration.ZERO));
    return faults.strike(ANY, Optional.empty(), fault -> true).orElseThrow();
  }

  @Test
  void itWaitsForAnotherRequest() {
    FaultQueue.Waiting last = struck(1);
    assertThat(faults.list(Optional.empty())).isEmpty();

    faults.giveBack(last);

    assertThat(faults.list(Optional.empty())).singleElement().extracting("left").isEqualTo(1);
    assertThat(faults.strike(ANY, Optional.empty(), fault -> true)).isPresent();
    assertThat(faults.strike(ANY, Optional.empty(), fault -> true)).isEmpty();
  }

  @Test
  void itComesToTheOthersThatAreLeft() {
    faults.giveBack(struck(3));

    assertThat(faults.list(Optional.empty())).singleElement().extracting("left").isEqualTo(3);
  }

  @Test
  void whatWasClearedMeanwhileIsGone() {
    FaultQueue.Waiting one = struck(1);
    faults.clear(Optional.empty());
    FaultQueue.Waiting two = struck(1);
    faults.remove(two.id());

    faults.giveBack(one);
    faults.giveBack(two);

    assertThat(faults.list(Optional.empty())).isEmpty();
  }

  @Test
  void oneOfTwoRequestsUsesItUp() {
    FaultQueue.Waiting first = struck(2);
    FaultQueue.Waiting second = faults.strike(ANY, Optional.empty(), fault -> true).orElseThrow();

    faults.settle(first);
    faults.giveBack(second);

    assertThat(faults.list(Optional.empty())).singleElement().extracting("left").isEqualTo(1);
  }

  @Test
  void aRequestThatWasGivenItUsesItUp() {
    FaultQueue.Waiting last = struck(1);

    faults.settle(last);
    faults.giveBack(last);

    assertThat(faults.list(Optional.empty())).isEmpty();
  }
}
