package dev.roster.server.audit;

import dev.roster.server.caller.Caller;
import dev.roster.server.db.Transaction;

/**
 * Records the changes of services. It stands here and not beside the log, so that this package can
 * write too and the log can know the caller (docs/adr/0023).
 */
@FunctionalInterface
public interface AuditTrail {
  /** Writes in the transaction of the change: both are stored, or neither. */
  void record(Transaction tx, Caller caller, AuditedChange change);
}
