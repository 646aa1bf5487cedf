package dev.roster.server.audit;

import java.util.Map;
import java.util.UUID;

/**
 * The addresses behind ids in events, without those that were erased.
 *
 * @param people by the ids of users
 * @param invitations of the invitees, by the ids of invitations
 */
public record EventAddresses(Map<Long, String> people, Map<UUID, String> invitations) {
  /** No address at all. */
  public static final EventAddresses NONE = new EventAddresses(Map.of(), Map.of());

  public EventAddresses {
    people = Map.copyOf(people);
    invitations = Map.copyOf(invitations);
  }
}
