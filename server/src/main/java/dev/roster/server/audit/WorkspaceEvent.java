package dev.roster.server.audit;

import dev.roster.server.audit.AuditEvent.Actor;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An event as the owners and admins of its company see it, without credentials and network
 * addresses.
 *
 * @param by the person who did it
 * @param person the one it was done on
 * @param invitation by its address
 */
public record WorkspaceEvent(
    long id,
    Instant at,
    String action,
    Actor actor,
    Optional<Named<Long>> by,
    Optional<Named<Long>> person,
    Optional<Named<UUID>> invitation) {

  /**
   * Something by its id.
   *
   * @param name empty if it was erased
   * @param <T> the type of its id
   */
  public record Named<T>(T id, Optional<String> name) {}
}
