package dev.roster.drills.history;

import dev.roster.drills.history.Anomaly.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** An invitation is accepted at most once, and says so from then on. */
final class AcceptRule implements Rule {

  @Override
  public List<Anomaly> check(History history) {
    Map<String, List<Call>> byInvitation =
        history.of(Operation.ACCEPT).collect(Collectors.groupingBy(Subjects::invitee));
    List<Anomaly> found = new ArrayList<>();
    byInvitation.forEach((invitation, calls) -> check(invitation, calls, found));
    for (FinalState.Invitation stored : history.end().invitations()) {
      List<Call> calls = byInvitation.getOrDefault(Subjects.invitee(stored), List.of());
      if (!stored.accepted() && calls.stream().anyMatch(Call::isOk)) {
        found.add(
            new Anomaly(Kind.ACKNOWLEDGED_LOST, Subjects.invitee(stored) + " is not accepted"));
      }
      if (stored.accepted() && calls.stream().noneMatch(Call::mayCount)) {
        found.add(new Anomaly(Kind.REFUSED_BUT_STORED, Subjects.invitee(stored) + " is accepted"));
      }
    }
    return found;
  }

  private static void check(String invitation, List<Call> calls, List<Anomaly> found) {
    if (calls.stream().filter(Call::isOk).count() > 1) {
      found.add(new Anomaly(Kind.ACCEPTED_TWICE, invitation));
    }
    for (Call refused : calls) {
      if (refused.isRefusedFor("accepted")
          && calls.stream().noneMatch(c -> c.mayCount() && c.begun() <= refused.ended())) {
        found.add(
            new Anomaly(Kind.EFFECT_WITHOUT_CAUSE, invitation + " was accepted before any call"));
      }
    }
  }
}
