package dev.roster.drills.history;

import dev.roster.drills.history.Anomaly.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The responses that each call may get. A 503 is one of them, a 500 is not, whatever the fault. An
 * invitation that is open opens by each of its secrets.
 */
final class ResponseRule implements Rule {
  private static final Map<Operation, Set<String>> REFUSALS =
      Map.of(
          Operation.INVITE, Set.of("invited", "member", "key", "quota"),
          Operation.ACCEPT, Set.of("accepted"),
          Operation.SWITCH, Set.of("key", "missing"),
          Operation.CURRENT, Set.of(),
          Operation.MEMBERS, Set.of(),
          Operation.INVITATION, Set.of("missing"),
          Operation.REVOKE, Set.of(),
          Operation.MAIL, Set.of());

  private static final Set<Integer> NOBODY_KNOWS = Set.of(0, 408, 503);

  @Override
  public List<Anomaly> check(History history) {
    return history.calls().stream()
        .filter(call -> !isExpected(call))
        .map(call ->
            new Anomaly(
                Kind.UNEXPECTED_RESPONSE,
                call.operation()
                    + " "
                    + call.arguments()
                    + " got "
                    + call.status()
                    + " "
                    + call.answer()))
        .toList();
  }

  private static boolean isExpected(Call call) {
    return switch (call.outcome()) {
      case OK -> true;
      case UNKNOWN -> NOBODY_KNOWS.contains(call.status());
      case REFUSED ->
          call.status() == 0
              // whether it is right is the matter of TokenRule
              || call.answered("reason").equals("credentials")
              || REFUSALS
                  .getOrDefault(call.operation(), Set.of())
                  .contains(call.answered("reason"));
    };
  }
}
