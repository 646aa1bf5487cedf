package dev.roster.server.audit;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One event of the log.
 *
 * @param id grows with the log, with gaps
 * @param at by the clock of the server that wrote it
 * @param credential the public id of a token, the id of a tenant key or the account at a terminal
 * @param object the token, tenant key or mail that was changed
 * @param detail a JSON object as text
 */
public record AuditEvent(
    long id,
    Instant at,
    String action,
    Actor actor,
    Optional<Long> actorPersonId,
    Optional<String> credential,
    Optional<Long> companyId,
    Optional<UUID> tenantId,
    Optional<Long> personId,
    Optional<UUID> invitationId,
    Optional<String> object,
    Optional<String> address,
    Optional<String> requestId,
    String detail) {

  /** The kind of the caller. */
  public enum Actor {
    USER,
    TENANT,
    VISITOR,
    OPERATOR
  }
}
