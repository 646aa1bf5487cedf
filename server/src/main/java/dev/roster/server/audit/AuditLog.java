package dev.roster.server.audit;

import dev.roster.server.caller.Caller;
import dev.roster.server.db.Transaction;

/** The audit log as services see it: records their changes (docs/adr/0023). */
@FunctionalInterface
public interface AuditLog {
  /** Writes in the transaction of the change: both are stored, or neither. */
  void record(Transaction tx, Caller caller, AuditedChange change);
}
