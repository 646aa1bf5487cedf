package dev.roster.drills.history;

import java.util.List;
import java.util.stream.Stream;

/** Everything that is known about one run. */
public record History(Scenario scenario, List<Call> calls, FinalState end) {
  public History {
    calls = List.copyOf(calls);
  }

  /** The calls of one kind in the order in which they began. */
  public Stream<Call> of(Operation operation) {
    return calls.stream().filter(call -> call.operation() == operation);
  }
}
