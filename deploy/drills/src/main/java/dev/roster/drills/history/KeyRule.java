package dev.roster.drills.history;

import dev.roster.drills.history.Anomaly.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A request under an idempotency key has its effect once. From its acknowledgement on, the same
 * request gets the same response, marked as replayed, and a different one is refused.
 */
final class KeyRule implements Rule {

  private record Name(String person, Operation operation, String key) {
    static Name of(Call call) {
      return new Name(call.argument("person"), call.operation(), call.argument("key"));
    }
  }

  @Override
  public List<Anomaly> check(History history) {
    List<Anomaly> found = new ArrayList<>();
    Map<Name, List<Call>> byKey =
        history.calls().stream()
            .filter(call -> !call.argument("key").isEmpty())
            .filter(call -> !call.isRefusedFor("credentials"))
            .collect(Collectors.groupingBy(Name::of));
    byKey.forEach((name, calls) -> check(history, name, calls, found));
    for (FinalState.Key stored : history.end().keys()) {
      Name name = new Name(stored.person(), Operation.valueOf(stored.operation()), stored.key());
      Set<String> results = results(byKey.getOrDefault(name, List.of()));
      if (!results.isEmpty() && !results.contains(stored.result())) {
        found.add(new Anomaly(Kind.KEY_FORGOTTEN, name + " is stored as " + stored.result()));
      }
    }
    byKey.forEach((name, calls) -> {
      if (calls.stream().anyMatch(Call::isOk)
          && history.end().keys().stream()
              .noneMatch(stored ->
                  stored.person().equals(name.person())
                      && stored.operation().equals(name.operation().name())
                      && stored.key().equals(name.key()))) {
        found.add(new Anomaly(Kind.KEY_FORGOTTEN, name + " is not stored"));
      }
    });
    return found;
  }

  private static Set<String> results(List<Call> calls) {
    return calls.stream().filter(Call::isOk).map(KeyRule::result).collect(Collectors.toSet());
  }

  private static String result(Call ok) {
    return ok.operation() == Operation.INVITE ? ok.answered("id") : ok.argument("company");
  }

  private static String body(Call call) {
    return call.argument("company") + " " + call.argument("email");
  }

  private static void check(History history, Name name, List<Call> calls, List<Anomaly> found) {
    List<Call> done = calls.stream().filter(Call::isOk).toList();
    if (done.stream().map(KeyRule::body).distinct().count() > 1) {
      found.add(new Anomaly(Kind.KEY_SHARED, name.toString()));
    }
    if (results(calls).size() > 1 || done.stream().filter(c -> !c.isReplayed()).count() > 1) {
      found.add(new Anomaly(Kind.KEY_FORGOTTEN, name + " was carried out twice"));
    }
    for (Call call : calls) {
      List<Call> before = done.stream().filter(ok -> ok.ended() < call.begun()).toList();
      before.forEach(ok -> checkAfter(name, ok, call, found));
      if (isRefusedForKey(call)
          && calls.stream().noneMatch(other -> canExplain(other, call, false))) {
        found.add(new Anomaly(Kind.EFFECT_WITHOUT_CAUSE, name + " was taken before any call"));
      }
      if (call.isRefusedFor("invited") && isOnlyItself(history, name, call)) {
        found.add(
            new Anomaly(Kind.KEY_FORGOTTEN, name + " was refused for what it has made itself"));
      }
      if (call.isOk()
          && call.isReplayed()
          && calls.stream().noneMatch(other -> canExplain(other, call, true))) {
        found.add(new Anomaly(Kind.EFFECT_WITHOUT_CAUSE, name + " was replayed before any call"));
      }
    }
  }

  /** Reports whether nothing but this key can have invited the address. */
  private static boolean isOnlyItself(History history, Name name, Call refused) {
    boolean before =
        history.scenario().wasPending(refused.argument("company"), refused.argument("email"));
    return !before
        && history
            .of(Operation.INVITE)
            .filter(Call::mayCount)
            .filter(call -> Subjects.invitee(call).equals(Subjects.invitee(refused)))
            .allMatch(call -> Name.of(call).equals(name));
  }

  private static boolean isRefusedForKey(Call call) {
    return call.isRefusedFor("key");
  }

  private static boolean canExplain(Call other, Call call, boolean sameBody) {
    return other != call
        && other.mayCount()
        && !other.isReplayed()
        && other.begun() <= call.ended()
        && body(other).equals(body(call)) == sameBody;
  }

  private static void checkAfter(Name name, Call ok, Call later, List<Anomaly> found) {
    boolean right =
        switch (later.outcome()) {
          case UNKNOWN -> true;
          case OK ->
              later.isReplayed()
                  && body(later).equals(body(ok))
                  && result(later).equals(result(ok));
          case REFUSED ->
              later.status() == 0 || isRefusedForKey(later) && !body(later).equals(body(ok));
        };
    if (!right) {
      found.add(
          new Anomaly(
              Kind.KEY_FORGOTTEN,
              "%s: %s got %d %s".formatted(name, body(later), later.status(), later.answer())));
    }
  }
}
