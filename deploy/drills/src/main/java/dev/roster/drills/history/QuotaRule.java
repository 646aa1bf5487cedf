package dev.roster.drills.history;

import dev.roster.drills.history.Anomaly.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** No counter passes its limit, refuses before it, or counts what is not there. */
final class QuotaRule implements Rule {
  private static final Map<String, Function<FinalState.Invitation, String>> SUBJECTS =
      Map.of(
          "inviter", FinalState.Invitation::person,
          "company", FinalState.Invitation::company,
          "target", FinalState.Invitation::email);

  private static final Map<String, String> ARGUMENTS =
      Map.of("inviter", "person", "company", "company", "target", "email");

  @Override
  public List<Anomaly> check(History history) {
    List<Anomaly> found = new ArrayList<>();
    history.scenario().quotas().forEach((kind, limit) -> checkCounter(history, kind, limit, found));
    history
        .of(Operation.INVITE)
        .filter(call -> call.isRefusedFor("quota"))
        .filter(call -> !canBeReached(history, call))
        .forEach(call -> found.add(new Anomaly(Kind.QUOTA_TOO_EARLY, call.arguments().toString())));
    return found;
  }

  private static void checkCounter(History history, String kind, int limit, List<Anomaly> found) {
    Function<FinalState.Invitation, String> subject = subjectOf(kind);
    List<FinalState.Invitation> counted =
        history.end().invitations().stream().filter(stored -> isOfRun(history, stored)).toList();
    counted.stream()
        .map(subject)
        .distinct()
        .forEach(name -> {
          long made = counted.stream().filter(each -> subject.apply(each).equals(name)).count();
          int used = history.end().counters().getOrDefault(kind + " " + name, 0);
          if (made > limit) {
            found.add(new Anomaly(Kind.QUOTA_EXCEEDED, "%s %s: %d".formatted(kind, name, made)));
          }
          if (made != used) {
            found.add(
                new Anomaly(
                    Kind.QUOTA_MISCOUNTED,
                    "%s %s: %d made, %d counted".formatted(kind, name, made, used)));
          }
        });
  }

  private static Function<FinalState.Invitation, String> subjectOf(String kind) {
    return SUBJECTS.getOrDefault(kind, FinalState.Invitation::id);
  }

  /** Those of the beginning were never counted. */
  private static boolean isOfRun(History history, FinalState.Invitation stored) {
    return !history.scenario().wasPending(stored.company(), stored.email());
  }

  private static boolean canBeReached(History history, Call refused) {
    return history.scenario().quotas().entrySet().stream()
        .anyMatch(quota -> {
          String argument = ARGUMENTS.getOrDefault(quota.getKey(), "");
          return history
                  .of(Operation.INVITE)
                  .filter(call -> call.argument(argument).equals(refused.argument(argument)))
                  .filter(call -> call.mayCount() && !call.isReplayed())
                  .filter(call -> call.begun() <= refused.ended())
                  .count()
              >= quota.getValue();
        });
  }
}
