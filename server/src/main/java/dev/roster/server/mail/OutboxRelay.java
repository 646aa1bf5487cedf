package dev.roster.server.mail;

import dev.roster.server.db.Database;
import dev.roster.server.db.SqlReason;
import dev.roster.server.db.Transaction;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the mail of the outbox, at least once, on a thread of its own. Any number of relays may
 * work on one database.
 *
 * <p>A transaction holds the lock of a row for as long as the mail is under way, so no two relays
 * send the same one, however slow the mail server is; when a server dies, so does its lock. The
 * hash of the secret is committed by another transaction before the first byte leaves: a mail that
 * arrives has a link that works, whatever happens to the first transaction. An attempt that
 * certainly failed takes its secret back. One whose end is unknown leaves it valid beside that of
 * the next attempt, since mailboxes that see a Message-ID twice may keep the first mail. The next
 * attempt is late then, and there are few.
 *
 * <p>When the server itself cannot be used or turns mail away for what concerns the sender, all
 * mail rests: one mail after the other finding that out would keep the database busy for nothing,
 * and each would come late by a pause of its own. Another mail tries each time, a new one if there
 * is one: if it leaves, the reason was the other mail's own.
 */
public final class OutboxRelay implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);

  /** Reads all invitations there ever were, which no index spares: most of them are over. */
  private static final Duration SWEEP = Duration.ofHours(1);

  private static final long STOP_MILLIS = 3_000;

  private final Database database;
  private final Outbox outbox;
  private final MailSender sender;
  private final InvitationMail mails;
  private final RetryPolicy policy;
  private final DeliveryObserver observer;
  private final SecureRandom random = new SecureRandom();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "mail");

  /** Of the relay's own thread, as what follows. */
  private final CircuitBreaker circuitBreaker;

  private Instant lastSent = Instant.MIN;

  public OutboxRelay(
      Database database,
      Outbox outbox,
      MailSender sender,
      InvitationMail mails,
      RetryPolicy policy,
      DeliveryObserver observer) {
    this.database = database;
    this.outbox = outbox;
    this.sender = sender;
    this.mails = mails;
    this.policy = policy;
    this.observer = observer;
    this.circuitBreaker = new CircuitBreaker(policy);
  }

  /** Begins to send. */
  public void start() {
    thread.setDaemon(true);
    thread.start();
  }

  /** Finishes the mail under way, if that is soon. */
  @Override
  public void close() {
    stop.countDown();
    if (thread.getState() == Thread.State.NEW) {
      return;
    }
    try {
      if (!thread.join(Duration.ofMillis(STOP_MILLIS))) {
        LOG.warn("a mail is still under way; it is sent again after the next start");
        thread.interrupt();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    long swept = System.nanoTime() - SWEEP.toNanos();
    boolean more = false;
    while (!stopped(more ? circuitBreaker.pause() : policy.poll())) {
      try {
        if (System.nanoTime() - swept >= SWEEP.toNanos()) {
          swept = System.nanoTime();
          database.inLongTransaction(outbox::forgetOld);
        }
        more = database.holding(this::sendNext);
        release();
      } catch (RuntimeException failure) {
        more = false;
        if (stop.getCount() > 0) {
          LOG.warn("the outbox cannot be read or written: {}", SqlReason.of(failure));
        }
      }
    }
  }

  private boolean stopped(Duration pause) {
    try {
      return stop.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      return true;
    }
  }

  /** Sends the mail whose turn it is; false if there is none. */
  private boolean sendNext(Transaction holding) {
    Optional<QueuedMail> claimed = outbox.claim(holding, circuitBreaker.isOpen());
    claimed.ifPresent(queued -> send(holding, queued));
    return claimed.isPresent();
  }

  private void send(Transaction holding, QueuedMail queued) {
    InvitationSecret secret = InvitationSecret.fresh(random);
    byte[] hash = secret.hash();
    if (!database.inTransaction(tx -> outbox.arm(tx, queued, hash))) {
      outbox.drop(holding, queued.id());
      LOG.info("mail {} is not wanted any more", queued.id());
      return;
    }
    try {
      dispatch(named(holding, queued), secret);
      lastSent = outbox.markSent(holding, queued.id());
      circuitBreaker.close();
      observer.sent();
      LOG.info("mail {} of invitation {} was sent", queued.id(), queued.invitationId());
    } catch (MailNotSentException failure) {
      if (failure.kind() != MailNotSentException.Kind.UNSURE) {
        outbox.disarm(holding, hash);
      }
      failed(holding, queued, failure, secret);
    }
  }

  /**
   * Gives mail its turn that was held. Behind the transaction of the mail that ended the pause: if
   * this fails, that mail was sent all the same, and the next round tries again.
   */
  private void release() {
    circuitBreaker
        .heldSince()
        .ifPresent(since -> {
          database.inTransaction(tx -> outbox.release(tx, since));
          circuitBreaker.released();
        });
  }

  /** The Message-ID names the sender's domain, which is known here first. */
  private QueuedMail named(Transaction holding, QueuedMail queued) {
    String messageId = sender.messageId(queued.id());
    if (queued.attempts() > 0 || messageId.equals(queued.messageId())) {
      return queued;
    }
    outbox.name(holding, queued.id(), messageId);
    return queued.named(messageId);
  }

  /**
   * A mail that hits a bug must not hold up those behind it; once it is written, a bug does not
   * tell whether it left.
   */
  private void dispatch(QueuedMail queued, InvitationSecret secret) throws MailNotSentException {
    MailNotSentException.Kind known = MailNotSentException.Kind.DELAYED;
    try {
      OutgoingMail mail = mails.write(queued, secret);
      known = MailNotSentException.Kind.UNSURE;
      sender.send(mail);
    } catch (RuntimeException bug) {
      LOG.error("mail {} cannot be sent: {}", queued.id(), bug.getClass().getName());
      throw new MailNotSentException(known, bug.toString());
    }
  }

  private void failed(
      Transaction holding,
      QueuedMail queued,
      MailNotSentException failure,
      InvitationSecret secret) {
    boolean othersLeave = queued.heldAt() != null && lastSent.isAfter(queued.heldAt());
    RetryDecision decision = RetryDecision.of(failure, queued, othersLeave, policy);
    // a mail server may quote what it refuses, and a bug may, too
    String reason = decision.reason(new ReplyRedactor(secret.text()).of(failure.reason()));
    Instant at = outbox.markFailed(holding, queued.id(), reason, decision);
    updateBreaker(failure, decision, queued.heldAt() != null || queued.unconfirmed() > 0, at);
    observer.failed(failure.kind(), decision.givesUp());
    if (decision.givesUp()) {
      LOG.error(
          "mail {} of invitation {} is given up, see 'roster outbox list'",
          queued.id(),
          queued.invitationId());
    } else {
      LOG.warn(
          "mail {} waits for attempt {}: {}", queued.id(), queued.attempts() + 2, failure.kind());
    }
  }

  /** A mail that failed for itself shows that the server can be used. */
  private void updateBreaker(
      MailNotSentException failure, RetryDecision decision, boolean again, Instant at) {
    if (decision.pausesAll()) {
      circuitBreaker.recordFailure(failure, again, at);
      circuitBreaker
          .alarm()
          .ifPresent(lasted ->
              LOG.error(
                  "no mail has left for {} minutes, see 'roster outbox list'", lasted.toMinutes()));
    } else if (!decision.held()) {
      circuitBreaker.close();
    }
  }
}
