package dev.roster.drills.history;

import dev.roster.drills.history.Anomaly.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** An address is invited to a company once; the invitation is there as soon as it is known. */
final class InvitationRule implements Rule {

  @Override
  public List<Anomaly> check(History history) {
    List<Anomaly> found = new ArrayList<>();
    Set<String> pending = new HashSet<>();
    history
        .scenario()
        .pending()
        .forEach(
            (company, emails) -> emails.forEach(email -> pending.add(email + " in " + company)));
    Map<String, List<Call>> accepts =
        history.of(Operation.ACCEPT).collect(Collectors.groupingBy(Subjects::invitee));
    Map<String, List<Call>> invites =
        history.of(Operation.INVITE).collect(Collectors.groupingBy(Subjects::invitee));
    invites.forEach((invitee, calls) ->
        check(invitee, calls, accepts.getOrDefault(invitee, List.of()), pending, found));
    checkReads(history, accepts, found);
    checkEnd(history, invites, pending, found);
    return found;
  }

  private static void check(
      String invitee,
      List<Call> calls,
      List<Call> accepts,
      Set<String> pending,
      List<Anomaly> found) {
    Set<String> ids =
        calls.stream().filter(Call::isOk).map(c -> c.answered("id")).collect(Collectors.toSet());
    if (ids.size() + (pending.contains(invitee) ? 1 : 0) > 1) {
      found.add(new Anomaly(Kind.INVITED_TWICE, invitee));
    }
    long accepted = Subjects.firstCertain(accepts.stream());
    for (Call call : calls) {
      if (call.isRefusedFor("invited")) {
        long possible = pending.contains(invitee) ? -1 : Subjects.firstPossible(calls.stream());
        if (possible > call.ended()) {
          found.add(
              new Anomaly(Kind.EFFECT_WITHOUT_CAUSE, invitee + " is invited before any call"));
        }
        if (accepted < call.begun()) {
          found.add(new Anomaly(Kind.STALE_READ, invitee + " is called invited, and is a member"));
        }
      }
    }
  }

  private static void checkReads(
      History history, Map<String, List<Call>> accepts, List<Anomaly> found) {
    Map<String, Long> known =
        history
            .of(Operation.INVITE)
            .filter(Call::isOk)
            .collect(Collectors.toMap(c -> c.answered("id"), Call::ended, Math::min));
    history
        .of(Operation.INVITATION)
        .forEach(read -> {
          String id = read.argument("id");
          List<Call> accepting = accepts.getOrDefault(Subjects.invitee(read), List.of());
          if (read.isRefusedFor("missing")
              && known.getOrDefault(id, Long.MAX_VALUE) < read.begun()) {
            found.add(new Anomaly(Kind.STALE_READ, "invitation " + id + " is not found"));
          }
          boolean open = read.answered("acceptable").equals("true");
          if (read.isOk() && open && Subjects.firstCertain(accepting.stream()) < read.begun()) {
            found.add(
                new Anomaly(Kind.STALE_READ, "invitation " + id + " is open after acceptance"));
          }
          if (read.isOk() && !open && Subjects.firstPossible(accepting.stream()) > read.ended()) {
            found.add(
                new Anomaly(
                    Kind.EFFECT_WITHOUT_CAUSE, "invitation " + id + " is over before acceptance"));
          }
        });
  }

  private static void checkEnd(
      History history, Map<String, List<Call>> invites, Set<String> pending, List<Anomaly> found) {
    Map<String, List<FinalState.Invitation>> stored =
        history.end().invitations().stream().collect(Collectors.groupingBy(Subjects::invitee));
    stored.forEach((invitee, rows) -> {
      if (rows.size() > 1) {
        found.add(new Anomaly(Kind.INVITED_TWICE, invitee + " is stored twice"));
      }
      boolean asked = invites.getOrDefault(invitee, List.of()).stream().anyMatch(Call::mayCount);
      if (!asked && !pending.contains(invitee)) {
        found.add(new Anomaly(Kind.REFUSED_BUT_STORED, invitee + " is invited"));
      }
    });
    Set<String> ids =
        history.end().invitations().stream()
            .map(FinalState.Invitation::id)
            .collect(Collectors.toSet());
    invites.values().stream()
        .flatMap(List::stream)
        .filter(Call::isOk)
        .filter(call -> !ids.contains(call.answered("id")))
        .forEach(call ->
            found.add(
                new Anomaly(
                    Kind.ACKNOWLEDGED_LOST,
                    "invitation " + call.answered("id") + " of " + Subjects.invitee(call))));
  }
}
