package dev.roster.drills.history;

import dev.roster.drills.history.Anomaly.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Every change has one audit event, and every invitation of the run one mail. */
final class AuditRule implements Rule {

  @Override
  public List<Anomaly> check(History history) {
    List<Anomaly> found = new ArrayList<>();
    for (FinalState.Invitation stored : history.end().invitations()) {
      String invitee = Subjects.invitee(stored);
      boolean before = history.scenario().wasPending(stored.company(), stored.email());
      events("created " + invitee, stored.createdEvents(), before ? 0 : 1, found);
      events("accepted " + invitee, stored.acceptedEvents(), stored.accepted() ? 1 : 0, found);
      int mails = before ? 0 : 1;
      if (stored.mails() != mails) {
        found.add(
            new Anomaly(
                stored.mails() < mails ? Kind.MAIL_MISSING : Kind.MAIL_TWICE,
                "%s: %d mails".formatted(invitee, stored.mails())));
      }
    }
    for (FinalState.Token stored : history.end().tokens()) {
      events("revoked " + stored.name(), stored.revokedEvents(), stored.revoked() ? 1 : 0, found);
    }
    if (history.end().orphans() > 0) {
      found.add(
          new Anomaly(Kind.AUDIT_SURPLUS, history.end().orphans() + " events of no invitation"));
    }
    switches(history, found);
    if (history.scenario().sendsMailOnce()) {
      mails(history, found);
    }
    return found;
  }

  private static void events(String what, int events, int changes, List<Anomaly> found) {
    if (events != changes) {
      found.add(
          new Anomaly(
              events < changes ? Kind.AUDIT_MISSING : Kind.AUDIT_SURPLUS,
              "%s: %d events".formatted(what, events)));
    }
  }

  private static void mails(History history, List<Anomaly> found) {
    history
        .of(Operation.MAIL)
        .collect(Collectors.groupingBy(mail -> mail.argument("message"), Collectors.counting()))
        .forEach((message, times) -> {
          if (times > 1) {
            found.add(new Anomaly(Kind.MAIL_TWICE, message + " arrived " + times + " times"));
          }
        });
  }

  /** A switch leaves no row of its own, so its events are counted against the calls. */
  private static void switches(History history, List<Anomaly> found) {
    Map<String, List<Call>> calls =
        history
            .of(Operation.SWITCH)
            .filter(call -> call.mayCount() && !call.isReplayed())
            .collect(
                Collectors.groupingBy(
                    call -> call.argument("person") + " " + call.argument("company")));
    calls.forEach((change, made) -> {
      int events = history.end().switched().getOrDefault(change, 0);
      long certain = made.stream().filter(Call::isOk).count();
      if (events < certain || events > made.size()) {
        found.add(
            new Anomaly(
                events < certain ? Kind.AUDIT_MISSING : Kind.AUDIT_SURPLUS,
                "switch %s: %d events, %d acknowledged".formatted(change, events, certain)));
      }
    });
    history.end().switched().keySet().stream()
        .filter(change -> !calls.containsKey(change))
        .forEach(change ->
            found.add(new Anomaly(Kind.AUDIT_SURPLUS, "switch " + change + " by no call")));
  }
}
