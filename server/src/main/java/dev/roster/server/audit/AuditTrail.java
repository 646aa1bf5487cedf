package dev.roster.server.audit;

import dev.roster.server.caller.Caller;
import dev.roster.server.db.Transaction;

/** Records the changes of services (docs/adr/0023). */
@FunctionalInterface
public interface AuditTrail {
  /** Writes in the transaction of the change: both are stored, or neither. */
  void record(Transaction tx, Caller caller, AuditedChange change);
}
