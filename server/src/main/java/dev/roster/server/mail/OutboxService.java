package dev.roster.server.mail;

import dev.roster.server.access.OperatorCaller;
import dev.roster.server.db.Database;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The outbox for operators. Safe for use by many threads. */
public final class OutboxService {
  private final Database database;
  private final Outbox outbox;

  public OutboxService(Database database, Outbox outbox) {
    this.database = database;
    this.outbox = outbox;
  }

  /** How many mails wait. */
  public long waiting(OperatorCaller caller) {
    return database.reading(outbox::waiting);
  }

  /** The mails that the relay gave up. */
  public List<DeadLetter> dead(OperatorCaller caller) {
    return database.reading(outbox::dead);
  }

  /** Gives dead letters another try, all or the one with the id; says how many. */
  public int retry(OperatorCaller caller, Optional<UUID> id) {
    return database.inTransaction(tx -> outbox.retry(tx, id));
  }
}
