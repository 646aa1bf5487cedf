package dev.roster.drills.history;

import java.util.List;

/** Checks histories against the models of all parts. Safe for use by many threads. */
public final class Checker {
  private static final List<Rule> RULES =
      List.of(
          new ResponseRule(),
          new AcceptRule(),
          new MembershipRule(),
          new InvitationRule(),
          new KeyRule(),
          new QuotaRule(),
          new TokenRule(),
          new WorkspaceRule(),
          new AuditRule());

  private Checker() {}

  /** All anomalies of a history. */
  public static List<Anomaly> check(History history) {
    return RULES.stream().flatMap(rule -> rule.check(history).stream()).distinct().toList();
  }
}
