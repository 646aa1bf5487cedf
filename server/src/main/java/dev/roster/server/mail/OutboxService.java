package dev.roster.server.mail;

import dev.roster.server.db.Database;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The outbox for whoever runs the server. Safe for use by many threads. */
public final class OutboxService {
  private final Database database;
  private final Outbox outbox;

  public OutboxService(Database database, Outbox outbox) {
    this.database = database;
    this.outbox = outbox;
  }

  /** How many mails wait. */
  public long waiting() {
    return database.reading(outbox::waiting);
  }

  /** The mails that the relay gave up. */
  public List<DeadLetter> dead() {
    return database.reading(outbox::dead);
  }

  /** Gives dead letters another try, all or the one with the id; says how many. */
  public int retry(Optional<UUID> id) {
    return database.inTransaction(tx -> outbox.retry(tx, id));
  }
}
