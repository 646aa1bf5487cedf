package dev.roster.server.mail;

import dev.roster.server.db.Transaction;
import java.time.Instant;
import java.util.UUID;

/**
 * Mail that waits to be sent. A row is stored in the transaction of the change that asks for the
 * mail, so that neither is ever there without the other.
 */
public final class Outbox {

  /**
   * Asks for the mail of an invitation; the Message-ID is fixed here, once and for all attempts.
   */
  public void enqueue(Transaction tx, UUID invitationId, Instant now) {
    UUID id = UUID.randomUUID();
    tx.handle()
        .createUpdate(
            """
            INSERT INTO outbox (id, invitation_id, message_id, state, created_at)
            VALUES (:id, :invitation, :messageId, 'waiting', :now)
            """)
        .bind("id", id)
        .bind("invitation", invitationId)
        .bind("messageId", "<" + id + "@roster>")
        .bind("now", now)
        .execute();
  }

  /** How many mails wait. */
  public long waiting(Transaction tx) {
    return tx.handle()
        .createQuery("SELECT count(*) FROM outbox WHERE state = 'waiting'")
        .mapTo(Long.class)
        .one();
  }
}
