package dev.roster.server.audit;

import dev.roster.server.caller.Caller;
import dev.roster.server.db.Relation;
import dev.roster.server.db.Transaction;
import java.util.UUID;

/** The audit log as services see it: records their changes (docs/adr/0023). */
public interface AuditLog {
  /** Writes in the transaction of the change: both are stored, or neither. */
  void record(Transaction tx, Caller caller, AuditedChange change);

  /**
   * Writes in the statement of the change, an event for each invitation that it changes.
   *
   * @param name of the relation
   * @param invitations by the column {@code id}
   * @param after what comes before these events in the log
   */
  Relation<?> recorded(
      String name,
      Caller caller,
      AuditedChange change,
      Relation<UUID> invitations,
      Relation<?> after);
}
