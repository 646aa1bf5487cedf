package dev.roster.server.mail;

import dev.roster.server.db.ReadConnection;
import dev.roster.server.db.Relation;
import dev.roster.server.db.TimestampColumns;
import dev.roster.server.db.Transaction;
import dev.roster.server.mail.RetryDecision.Counts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Mail that waits to be sent. A row is stored in the transaction of the change that asks for the
 * mail, so that neither is ever there without the other. Its times are those of the database, which
 * all servers share.
 */
public final class Outbox {
  private static final int MAX_ERROR = 500;

  /**
   * Asks for a mail of an invitation; the Message-ID is fixed here, once and for all attempts.
   *
   * @param mailing which of the invitation's mails this is
   */
  public void enqueue(Transaction tx, UUID invitationId, int mailing, Instant now) {
    enqueued(
            "(SELECT CAST(:enqueued.invitation AS uuid) AS id)",
            Map.of("invitation", invitationId),
            mailing,
            now)
        .in(tx);
  }

  /**
   * Asks for the mail of the invitation that a statement makes, if it makes one.
   *
   * @param made the invitation, by the column {@code id}
   */
  public Relation<UUID> enqueued(Relation<UUID> made, int mailing, Instant now) {
    return enqueued(made.name(), Map.of(), mailing, now);
  }

  private static Relation<UUID> enqueued(
      String invitations, Map<String, Object> ofInvitations, int mailing, Instant now) {
    UUID id = UUID.randomUUID();
    Map<String, Object> binds = new HashMap<>(ofInvitations);
    binds.put("id", id);
    binds.put("mailing", mailing);
    binds.put("messageId", "<" + id + "@roster>");
    binds.put("now", now);
    return new Relation<>(
        "enqueued",
        """
        INSERT INTO outbox (id, invitation_id, mailing, message_id, state, created_at,
                            next_attempt_at)
        SELECT :enqueued.id, invitation.id, :enqueued.mailing, :enqueued.messageId, 'waiting',
               CAST(:enqueued.now AS timestamptz), clock_timestamp()
        FROM %s AS invitation
        RETURNING id
        """
            .formatted(invitations),
        binds,
        UUID::fromString);
  }

  /**
   * The mail that waits.
   *
   * @param oldest the age of the mail that has waited longest, zero if none waits
   */
  public record Backlog(long waiting, Duration oldest) {}

  /** The mail that waits now. */
  public Backlog backlog(ReadConnection tx) {
    return tx.handle()
        .createQuery(
            """
            SELECT count(*) AS waiting,
                   coalesce(extract(epoch FROM clock_timestamp() - min(created_at)), 0) AS seconds
            FROM outbox WHERE state = 'waiting'
            """)
        .map((row, context) ->
            new Backlog(
                row.getLong("waiting"),
                Duration.ofMillis(Math.max(0, Math.round(row.getDouble("seconds") * 1000)))))
        .one();
  }

  /** The number of mails that wait. */
  public long waiting(ReadConnection tx) {
    return tx.handle()
        .createQuery("SELECT count(*) FROM outbox WHERE state = 'waiting'")
        .mapTo(Long.class)
        .one();
  }

  /**
   * Locks the mail whose turn it is, for as long as the transaction lasts. That of an invitation
   * whose inviter or invitee is suspended waits until this is taken back, or the invitation is over
   * and the mail can be dropped.
   *
   * @param untriedFirst whether mails that were not turned away yet come before others
   */
  Optional<QueuedMail> claim(Transaction tx, boolean untriedFirst) {
    return tx.handle()
        .createQuery(
            """
            SELECT o.id, o.invitation_id, o.mailing, o.message_id, o.attempts, o.own_failures,
                   o.refusals, o.unconfirmed, o.held_at, i.email, i.expires_at,
                   c.name AS company, c.default_locale, g.name AS role,
                   btrim(p.first_name || ' ' || p.last_name) AS inviter, p.email AS inviter_email
            FROM outbox o
            JOIN invitation i ON i.id = o.invitation_id
            JOIN company c ON c.id = i.company_id
            JOIN auth_group g ON g.id = i.auth_group_id
            LEFT JOIN person p ON p.id = i.invited_by
            WHERE o.state = 'waiting' AND o.next_attempt_at <= clock_timestamp()
              AND (i.expires_at <= clock_timestamp() OR i.revoked_at IS NOT NULL
                   OR coalesce(p.is_active, true) AND NOT EXISTS (
                     SELECT FROM person e WHERE e.email_key = i.email_key AND NOT e.is_active))
            ORDER BY <untriedFirst> o.next_attempt_at, o.id
            LIMIT 1
            FOR UPDATE OF o SKIP LOCKED
            """)
        .define("untriedFirst", untriedFirst ? "o.attempts > 0," : "")
        .map((row, context) -> queued(row))
        .findOne();
  }

  /**
   * Makes a secret valid; false if the invitation wants no mail any more, or a newer one. Waits for
   * the transaction that changes the invitation.
   */
  boolean arm(Transaction tx, QueuedMail queued, byte[] secretHash) {
    return tx.handle()
            .createUpdate(
                """
                INSERT INTO invitation_secret (hash, invitation_id, mailing)
                SELECT :hash, i.id, i.mailing FROM invitation i
                WHERE i.id = :invitation AND i.mailing = :mailing
                  AND i.accepted_at IS NULL AND i.revoked_at IS NULL AND i.expired_at IS NULL
                  AND (i.expires_at IS NULL OR i.expires_at > clock_timestamp())
                FOR SHARE OF i
                """)
            .bind("hash", secretHash)
            .bind("invitation", queued.invitationId())
            .bind("mailing", queued.mailing())
            .execute()
        == 1;
  }

  /** Forgets a secret that certainly reached nobody. */
  void disarm(Transaction tx, byte[] secretHash) {
    tx.handle()
        .createUpdate("DELETE FROM invitation_secret WHERE hash = :hash")
        .bind("hash", secretHash)
        .execute();
  }

  /** The Message-ID from now on. */
  void name(Transaction tx, UUID id, String messageId) {
    tx.handle()
        .createUpdate("UPDATE outbox SET message_id = :messageId WHERE id = :id")
        .bind("id", id)
        .bind("messageId", messageId)
        .execute();
  }

  /** Says when. */
  Instant markSent(Transaction tx, UUID id) {
    return tx.handle()
        .createQuery(
            """
            UPDATE outbox SET state = 'sent', sent_at = clock_timestamp(), attempts = attempts + 1,
                              last_error = NULL
            WHERE id = :id
            RETURNING sent_at
            """)
        .bind("id", id)
        .mapTo(OffsetDateTime.class)
        .one()
        .toInstant();
  }

  /** The mail is not wanted any more. */
  void drop(Transaction tx, UUID id) {
    tx.handle()
        .createUpdate("UPDATE outbox SET state = 'dropped' WHERE id = :id")
        .bind("id", id)
        .execute();
  }

  /** Says when; for a mail that is held, the time that {@link #release} compares. */
  Instant markFailed(Transaction tx, UUID id, String error, RetryDecision decision) {
    Duration pause = decision.pause() == null ? Duration.ZERO : decision.pause();
    return tx.handle()
        .createQuery(
            """
            UPDATE outbox SET attempts = attempts + 1, last_error = :error,
                              own_failures = own_failures + CASE WHEN :own THEN 1 ELSE 0 END,
                              refusals = refusals + CASE WHEN :refusal THEN 1 ELSE 0 END,
                              unconfirmed = unconfirmed + CASE WHEN :unconfirmed THEN 1 ELSE 0 END,
                              held_at = CASE WHEN :held THEN clock_timestamp() END,
                              state = CASE WHEN :dead THEN 'dead' ELSE 'waiting' END,
                              next_attempt_at = clock_timestamp() + :millis * interval '1 millisecond'
            WHERE id = :id
            RETURNING coalesce(held_at, clock_timestamp())
            """)
        .bind("id", id)
        .bind("error", error.length() > MAX_ERROR ? error.substring(0, MAX_ERROR) : error)
        .bind("own", decision.own())
        .bind("refusal", decision.counts() == Counts.REFUSAL)
        .bind("unconfirmed", decision.counts() == Counts.UNCONFIRMED)
        .bind("held", decision.held())
        .bind("dead", decision.givesUp())
        .bind("millis", pause.toMillis())
        .mapTo(OffsetDateTime.class)
        .one()
        .toInstant();
  }

  /** Mails that were held since then need not wait any longer; counts them. */
  int release(Transaction tx, Instant since) {
    return tx.handle()
        .createUpdate(
            """
            UPDATE outbox SET next_attempt_at = clock_timestamp()
            WHERE id IN (SELECT id FROM outbox
                         WHERE state = 'waiting' AND next_attempt_at > clock_timestamp()
                           AND held_at >= :since
                         FOR UPDATE SKIP LOCKED)
            """)
        .bind("since", since)
        .execute();
  }

  /**
   * Forgets the secrets of invitations that were over three months ago; until then, who holds one
   * is told how it ended.
   */
  int forgetOld(Transaction tx) {
    return tx.handle()
        .createUpdate(
            """
            DELETE FROM invitation_secret s USING invitation i
            WHERE i.id = s.invitation_id
              AND least(i.accepted_at, i.declined_at, i.expired_at, i.expires_at)
                  <= clock_timestamp() - interval '90 days'
            """)
        .execute();
  }

  private static QueuedMail queued(ResultSet row) throws SQLException {
    return new QueuedMail(
        row.getObject("id", UUID.class),
        row.getObject("invitation_id", UUID.class),
        row.getInt("mailing"),
        row.getString("message_id"),
        row.getInt("attempts"),
        row.getInt("own_failures"),
        row.getInt("refusals"),
        row.getInt("unconfirmed"),
        TimestampColumns.optionalInstant(row, "held_at").orElse(null),
        row.getString("email"),
        row.getString("company"),
        row.getString("default_locale"),
        inviter(row),
        row.getString("role"),
        TimestampColumns.optionalInstant(row, "expires_at").orElse(null));
  }

  private static @Nullable Inviter inviter(ResultSet row) throws SQLException {
    String email = row.getString("inviter_email");
    return email == null ? null : new Inviter(row.getString("inviter"), email);
  }
}
