package dev.roster.drills.history;

import dev.roster.drills.history.Anomaly.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The current workspace of a person is a register with keys: some order of the calls, which
 * respects that one ended before another began, explains every response and the final state.
 */
final class WorkspaceRule implements Rule {

  /** The current workspace, and the company that each used key switched to. */
  private record State(String current, Map<String, String> keys) {}

  @Override
  public List<Anomaly> check(History history) {
    List<Anomaly> found = new ArrayList<>();
    history
        .scenario()
        .workspaces()
        .forEach((person, companies) -> check(history, person, companies, found));
    return found;
  }

  private static void check(
      History history, String person, List<String> companies, List<Anomaly> found) {
    List<Call> calls =
        history.calls().stream()
            .filter(call -> call.argument("person").equals(person))
            .filter(call ->
                call.operation() == Operation.SWITCH
                    || call.operation() == Operation.CURRENT && call.isOk())
            .filter(call -> !call.isRefusedFor("credentials"))
            .filter(call -> call.outcome() != Outcome.REFUSED || call.status() > 0)
            .collect(Collectors.toCollection(ArrayList::new));
    calls.add(finalRead(history, person, calls));
    State first = new State(companies.getFirst(), Map.of());
    boolean explained =
        new Linearization<State>((state, call) -> next(state, call, companies))
            .explains(calls, first);
    if (!explained) {
      found.add(
          new Anomaly(
              Kind.WORKSPACE_INCONSISTENT,
              "%s, who ends in %s".formatted(person, history.end().current().get(person))));
    }
  }

  private static Call finalRead(History history, String person, List<Call> calls) {
    long after = calls.stream().mapToLong(Call::ended).max().orElse(0) + 1;
    return new Call(
        0,
        0,
        Operation.CURRENT,
        Map.of("person", person),
        after,
        after,
        Outcome.OK,
        200,
        Map.of("company", history.end().current().getOrDefault(person, "")));
  }

  /** The state after the call, if the call can have had its response in this state. */
  private static Optional<State> next(State state, Call call, List<String> companies) {
    if (call.operation() == Operation.CURRENT) {
      return Optional.of(state).filter(s -> s.current().equals(call.answered("company")));
    }
    String company = call.argument("company");
    String key = call.argument("key");
    String used = state.keys().get(key);
    if (used != null) {
      boolean right =
          used.equals(company)
              ? !call.isRefusedFor("key") && !call.isRefusedFor("missing") && isReplayIfOk(call)
              : !call.isOk() && !call.isRefusedFor("missing");
      return Optional.of(state).filter(_ -> right);
    }
    if (!companies.contains(company)) {
      return Optional.of(state).filter(_ -> !call.isOk() && !call.isRefusedFor("key"));
    }
    if (call.outcome() == Outcome.REFUSED || call.isReplayed()) {
      return Optional.empty();
    }
    Map<String, String> keys = new HashMap<>(state.keys());
    if (!key.isEmpty()) {
      keys.put(key, company);
    }
    return Optional.of(new State(company, Map.copyOf(keys)));
  }

  private static boolean isReplayIfOk(Call call) {
    return !call.isOk() || call.isReplayed();
  }
}
