package dev.roster.server.mail;

import dev.roster.server.audit.AuditAction;
import dev.roster.server.audit.AuditLog;
import dev.roster.server.audit.AuditedChange;
import dev.roster.server.caller.OperatorCaller;
import dev.roster.server.db.Database;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The outbox for operators. Safe for use by many threads. */
public final class OutboxService {
  private final Database database;
  private final Outbox outbox;
  private final StuckMailStore stuck;
  private final AuditLog audit;

  public OutboxService(Database database, Outbox outbox, StuckMailStore stuck, AuditLog audit) {
    this.database = database;
    this.outbox = outbox;
    this.stuck = stuck;
    this.audit = audit;
  }

  /** The number of mails that wait. */
  public long waiting(OperatorCaller caller) {
    return database.reading(outbox::waiting);
  }

  /** The mails that the relay gave up. */
  public List<StuckMail> dead(OperatorCaller caller) {
    return database.reading(stuck::dead);
  }

  /** So many of the mails that wait and were turned away before, the oldest first. */
  public List<StuckMail> delayed(OperatorCaller caller, int most) {
    return database.reading(tx -> stuck.delayed(tx, most));
  }

  /** Gives dead letters another try, all or the one with the id; says how many. */
  public int retry(OperatorCaller caller, Optional<UUID> id) {
    return database.inTransaction(tx -> {
      int count = stuck.retry(tx, id);
      if (count > 0) {
        AuditedChange retried = AuditedChange.of(AuditAction.OUTBOX_RETRIED).with("mails", count);
        audit.record(tx, caller, id.map(mail -> retried.object(mail.toString())).orElse(retried));
      }
      return count;
    });
  }
}
