package dev.roster.drills.history;

import dev.roster.drills.history.Anomaly.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A token is accepted until it is revoked, and by no replica afterwards: docs/operations.md
 * promises this from the next request on.
 */
final class TokenRule implements Rule {

  @Override
  public List<Anomaly> check(History history) {
    List<Anomaly> found = new ArrayList<>();
    Map<String, List<Call>> revocations =
        history.of(Operation.REVOKE).collect(Collectors.groupingBy(c -> c.argument("revoked")));
    Map<String, List<Call>> uses =
        history.calls().stream()
            .filter(call -> !call.argument("token").isEmpty())
            .collect(Collectors.groupingBy(call -> call.argument("token")));
    uses.forEach(
        (token, calls) -> check(token, calls, revocations.getOrDefault(token, List.of()), found));
    for (FinalState.Token stored : history.end().tokens()) {
      List<Call> calls = revocations.getOrDefault(stored.name(), List.of());
      if (!stored.revoked() && calls.stream().anyMatch(Call::isOk)) {
        found.add(new Anomaly(Kind.ACKNOWLEDGED_LOST, stored.name() + " is not revoked"));
      }
      if (stored.revoked() && calls.stream().noneMatch(Call::mayCount)) {
        found.add(new Anomaly(Kind.REFUSED_BUT_STORED, stored.name() + " is revoked"));
      }
    }
    return found;
  }

  private static void check(
      String token, List<Call> uses, List<Call> revocations, List<Anomaly> found) {
    long possible = Subjects.firstPossible(revocations.stream());
    long refused =
        uses.stream()
            .filter(use -> use.isRefusedFor("credentials"))
            .mapToLong(Call::ended)
            .min()
            .orElse(Long.MAX_VALUE);
    long certain = Math.min(refused, Subjects.firstCertain(revocations.stream()));
    if (refused < possible) {
      found.add(new Anomaly(Kind.VALID_TOKEN_REFUSED, token));
    }
    if (uses.stream().anyMatch(use -> isAccepted(use) && use.begun() > certain)) {
      found.add(new Anomaly(Kind.REVOKED_TOKEN_WORKS, token));
    }
  }

  private static boolean isAccepted(Call use) {
    return use.isOk()
        || use.outcome() == Outcome.REFUSED && use.status() > 0 && !use.isRefusedFor("credentials");
  }
}
