package dev.roster.drills.judge;

import java.util.List;
import java.util.Map;

/**
 * The content of the database after a drill.
 *
 * @param invitations ids by address
 * @param counted the invitations of the inviter that the quota counted
 * @param audited the events of created invitations
 * @param mails the rows of the outbox
 * @param company the current one of the user that was switched
 */
public record Stored(
    Map<String, List<String>> invitations, long counted, long audited, long mails, long company) {
  public Stored {
    invitations = Map.copyOf(invitations);
  }
}
