package dev.roster.server.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * A selection of events.
 *
 * @param personId who did it, or on whom it was done
 * @param since from this instant on
 * @param until before this instant
 * @param after only events with a greater id
 */
public record AuditQuery(
    Optional<Long> companyId,
    Optional<Long> personId,
    Optional<AuditAction> action,
    Optional<Instant> since,
    Optional<Instant> until,
    long after) {

  /** Every event. */
  public static final AuditQuery ALL =
      new AuditQuery(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          0);

  /** The same, but only events with a greater id. */
  public AuditQuery after(long id) {
    return new AuditQuery(companyId, personId, action, since, until, id);
  }
}
