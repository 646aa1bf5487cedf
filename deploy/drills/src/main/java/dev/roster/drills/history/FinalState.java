package dev.roster.drills.history;

import java.util.List;
import java.util.Map;

/**
 * What the database holds after the last call, read in one snapshot.
 *
 * @param members addresses by company
 * @param current the current workspace by person
 * @param keys what is stored of idempotency keys
 * @param counters the quota counters by kind and subject, as {@code kind subject}
 * @param switched audit events of switches by person and company, as {@code person company}
 * @param orphans audit events of invitations that are not there
 */
public record FinalState(
    List<Invitation> invitations,
    Map<String, List<String>> members,
    Map<String, String> current,
    List<Key> keys,
    Map<String, Integer> counters,
    Map<String, Integer> switched,
    List<Token> tokens,
    int orphans) {

  /**
   * A stored invitation.
   *
   * @param person who invited
   * @param mails rows of the outbox
   * @param createdEvents audit events that say that it was made
   */
  public record Invitation(
      String id,
      String company,
      String email,
      String person,
      boolean accepted,
      int mails,
      int createdEvents,
      int acceptedEvents) {}

  /** A stored idempotency key with what its request made. */
  public record Key(String person, String operation, String key, String result) {}

  /** A token that the run may revoke. */
  public record Token(String name, boolean revoked, int revokedEvents) {}
}
