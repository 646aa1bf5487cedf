package dev.roster.drills.history;

import static dev.roster.drills.history.Histories.values;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LinearizationTest {
  private final Linearization<String> register =
      new Linearization<>((state, call) ->
          call.operation() == Operation.SWITCH
              ? Optional.of(call.argument("company"))
              : Optional.of(state).filter(call.answered("company")::equals));

  @Test
  void callsThatOverlapMayHaveAnyOrder() {
    assertThat(register.explains(List.of(write("B", 0, 9, Outcome.OK), read("A", 1, 2)), "A"))
        .isTrue();
    assertThat(register.explains(List.of(write("B", 0, 9, Outcome.OK), read("B", 1, 2)), "A"))
        .isTrue();
  }

  @Test
  void aCallThatEndedIsBeforeOneThatBeginsLater() {
    assertThat(register.explains(List.of(write("B", 0, 1, Outcome.OK), read("A", 2, 3)), "A"))
        .isFalse();
  }

  @Test
  void twoReadsDoNotSeeOneWriteInOppositeOrders() {
    List<Call> calls = List.of(write("B", 0, 9, Outcome.OK), read("B", 1, 2), read("A", 3, 4));

    assertThat(register.explains(calls, "A")).isFalse();
  }

  @Test
  void anUnknownCallMayTakeEffectLongAfterItEnded() {
    List<Call> calls = List.of(write("B", 0, 1, Outcome.UNKNOWN), read("A", 5, 6), read("B", 7, 8));

    assertThat(register.explains(calls, "A")).isTrue();
    assertThat(register.explains(List.of(write("B", 0, 1, Outcome.UNKNOWN)), "A")).isTrue();
  }

  @Test
  void manyUnknownCallsAreDecidedSoon() {
    List<Call> unknown =
        IntStream.range(0, 40)
            .mapToObj(i -> write("B", i, i + 1, Outcome.UNKNOWN))
            .collect(java.util.stream.Collectors.toCollection(java.util.ArrayList::new));
    unknown.add(read("C", 100, 101));

    assertThat(register.explains(unknown, "A")).isFalse();
  }

  private static Call write(String value, long begun, long ended, Outcome outcome) {
    return new Call(
        0, 1, Operation.SWITCH, values("company", value), begun, ended, outcome, 0, Map.of());
  }

  private static Call read(String value, long begun, long ended) {
    return new Call(
        0, 1, Operation.CURRENT, Map.of(), begun, ended, Outcome.OK, 200, values("company", value));
  }
}
