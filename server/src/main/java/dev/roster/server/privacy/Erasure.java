package dev.roster.server.privacy;

import java.util.List;

/**
 * The rows that the erasure of a person changes.
 *
 * @param email as it was stored
 * @param memberships deleted
 * @param tokens deleted
 * @param invitationsDeleted invitations for the person's address, with their mail
 * @param invitationsRevoked pending invitations by the person, who was suspended
 * @param invitationsKept other invitations by the person, without their inviter from now on
 * @param nominations nominations of the person as a nominee, taken back
 * @param auditEventsRedacted audit events that lose the person's network address
 * @param addressShared reports that another person has the address, so that invitations for it stay
 * @param leaderless companies without another active member who may change users
 */
public record Erasure(
    long personId,
    String email,
    int memberships,
    int tokens,
    int invitationsDeleted,
    int invitationsRevoked,
    int invitationsKept,
    int nominations,
    int auditEventsRedacted,
    boolean addressShared,
    List<AffectedCompany> leaderless) {
  public Erasure {
    leaderless = List.copyOf(leaderless);
  }

  /** A company that the person leaves. */
  public record AffectedCompany(long id, String name) {}
}
