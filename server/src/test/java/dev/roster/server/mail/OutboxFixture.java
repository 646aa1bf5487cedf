package dev.roster.server.mail;

import static dev.roster.server.testing.TestDirectory.STORED_NOW;

import dev.roster.server.db.Transaction;
import dev.roster.server.mail.RetryDecision.Counts;
import dev.roster.server.testing.TestDirectory;
import java.time.Duration;
import java.util.UUID;

/** The outbox over a directory, and mail in it. */
final class OutboxFixture implements AutoCloseable {
  static final RetryDecision PATIENT =
      new RetryDecision(false, false, Counts.OWN, Duration.ofHours(1));

  private final Outbox outbox;
  private final TestDirectory directory = new TestDirectory();

  OutboxFixture(Outbox outbox) {
    this.outbox = outbox;
  }

  TestDirectory directory() {
    return directory;
  }

  /** An invitation without mail. */
  UUID invitation() {
    return directory.invitation(directory.company(), directory.address(), directory.person());
  }

  UUID enqueue(Transaction tx, UUID invitation) {
    outbox.enqueue(tx, invitation, 1, STORED_NOW);
    return tx.handle()
        .select("SELECT id FROM outbox WHERE invitation_id = ?", invitation)
        .mapTo(UUID.class)
        .one();
  }

  /** A mail that is stored for good. */
  UUID mail() {
    UUID invitation = invitation();
    return directory.inTransaction(tx -> enqueue(tx, invitation));
  }

  /** State, counters, error and hold of a mail, with blanks between. */
  String row(UUID mail) {
    return directory.value(
        String.class,
        """
        SELECT concat_ws(' ', state, attempts, own_failures, refusals, unconfirmed,
                         coalesce(last_error, '-'), held_at IS NOT NULL)
        FROM outbox WHERE id = ?
        """,
        mail);
  }

  @Override
  public void close() {
    directory.close();
  }
}
