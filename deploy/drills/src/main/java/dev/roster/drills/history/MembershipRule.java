package dev.roster.drills.history;

import dev.roster.drills.history.Anomaly.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The members of a company are those of the beginning and those who accepted, in both APIs. Reads
 * show every change that was known before they began, and never take one back.
 */
final class MembershipRule implements Rule {

  @Override
  public List<Anomaly> check(History history) {
    List<Anomaly> found = new ArrayList<>();
    history.scenario().members().forEach((company, first) -> check(history, company, first, found));
    return found;
  }

  private static void check(
      History history, String company, List<String> first, List<Anomaly> found) {
    List<Call> calls =
        history.calls().stream().filter(call -> call.argument("company").equals(company)).toList();
    Map<String, Long> possible = new HashMap<>();
    Map<String, Long> certain = new HashMap<>();
    first.forEach(email -> {
      possible.put(email, -1L);
      certain.put(email, -1L);
    });
    for (Call call : calls) {
      if (call.operation() == Operation.ACCEPT) {
        if (call.mayCount()) {
          possible.merge(call.argument("email"), call.begun(), Math::min);
        }
        if (call.isOk() || call.isRefusedFor("accepted")) {
          certain.merge(call.argument("email"), call.ended(), Math::min);
        }
      } else if (call.operation() == Operation.INVITE && call.isRefusedFor("member")) {
        certain.merge(call.argument("email"), call.ended(), Math::min);
      } else if (call.operation() == Operation.MEMBERS && call.isOk()) {
        call.answeredList("members")
            .forEach(email -> certain.merge(email, call.ended(), Math::min));
      }
    }
    certain.forEach((email, since) -> {
      if (possible.getOrDefault(email, Long.MAX_VALUE) > since) {
        found.add(
            new Anomaly(
                Kind.EFFECT_WITHOUT_CAUSE,
                email + " is a member of " + company + " before any acceptance"));
      }
    });
    calls.stream()
        .filter(call -> call.operation() == Operation.MEMBERS && call.isOk())
        .forEach(read -> checkRead(read, company, certain, found));
    checkEnd(history, company, possible, certain, found);
  }

  private static void checkRead(
      Call read, String company, Map<String, Long> certain, List<Anomaly> found) {
    List<String> shown = read.answeredList("members");
    Set<String> once = new HashSet<>(shown);
    if (once.size() < shown.size()) {
      found.add(
          new Anomaly(Kind.MEMBER_TWICE, read.argument("api") + " of " + company + ": " + shown));
    }
    certain.forEach((email, since) -> {
      if (since < read.begun() && !once.contains(email)) {
        found.add(
            new Anomaly(
                Kind.STALE_READ,
                "%s misses %s in %s at %d"
                    .formatted(read.argument("api"), email, company, read.begun())));
      }
    });
  }

  private static void checkEnd(
      History history,
      String company,
      Map<String, Long> possible,
      Map<String, Long> certain,
      List<Anomaly> found) {
    List<String> stored = history.end().members().getOrDefault(company, List.of());
    certain.keySet().stream()
        .filter(email -> !stored.contains(email))
        .forEach(email ->
            found.add(new Anomaly(Kind.ACKNOWLEDGED_LOST, email + " is no member of " + company)));
    stored.stream()
        .filter(email -> !possible.containsKey(email))
        .forEach(email ->
            found.add(new Anomaly(Kind.REFUSED_BUT_STORED, email + " is a member of " + company)));
  }
}
