package dev.roster.drills.history;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The directory before the first call, and the limits that hold in the run.
 *
 * @param fault the name of the fault mode
 * @param quotas limits per day by the kind of their counter: inviter, company, target
 * @param members addresses by company
 * @param pending addresses with a pending invitation by company
 * @param workspaces the companies of each person that switches, the current one first
 */
public record Scenario(
    long seed,
    String fault,
    Map<String, Integer> quotas,
    Map<String, List<String>> members,
    Map<String, List<String>> pending,
    Map<String, List<String>> workspaces) {
  private static final Set<String> HARMLESS_TO_MAIL = Set.of("none", "client-cut");

  /** Reports whether each mail must arrive once, and not only at least once. */
  boolean sendsMailOnce() {
    return HARMLESS_TO_MAIL.contains(fault);
  }

  /** Reports whether the address had an invitation to the company before the run. */
  boolean wasPending(String company, String email) {
    return pending.getOrDefault(company, List.of()).contains(email);
  }
}
