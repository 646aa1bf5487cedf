package dev.roster.server.invitation;

import dev.roster.server.db.ReadConnection;
import dev.roster.server.db.TimestampColumns;
import dev.roster.server.db.Transaction;
import dev.roster.server.directory.EmailAddress;
import dev.roster.server.mail.Inviter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/**
 * Invitations by the hash of a secret, which names no company: who holds the secret was invited. A
 * secret opens an invitation only while that is pending, by the clock of the database, and only if
 * it belongs to the invitation's newest mailing, and while neither who invites nor who is invited
 * is suspended: what a stolen account leaves behind rests with it. The state stands on the
 * invitation, never on the secret.
 */
public final class AcceptStore {
  /** Finds an invitation that is open for the secret, for a statement that ends it. */
  private static final String OF_SECRET =
      """
      FROM invitation_secret s, company c
      WHERE s.hash = :hash AND i.id = s.invitation_id AND i.mailing = s.mailing
        AND c.id = i.company_id
        AND i.accepted_at IS NULL AND i.revoked_at IS NULL AND i.expired_at IS NULL
        AND (i.expires_at IS NULL OR i.expires_at > clock_timestamp())
        AND NOT EXISTS (SELECT FROM person p WHERE p.id = i.invited_by AND NOT p.is_active)
        AND NOT EXISTS (SELECT FROM person e WHERE e.email_key = :key AND NOT e.is_active)
      RETURNING i.id, i.company_id, i.email, i.auth_group_id, c.default_locale
      """;

  /** The state of the invitation that the secret belongs to; changes nothing. */
  LinkState state(ReadConnection tx, byte[] secretHash) {
    return invited(tx, secretHash)
        .map(email -> state(tx, secretHash, email))
        .orElseGet(LinkState.NotValid::new);
  }

  private static Optional<EmailAddress> invited(ReadConnection tx, byte[] secretHash) {
    return tx.handle()
        .createQuery(
            """
            SELECT i.email
            FROM invitation_secret s
            JOIN invitation i ON i.id = s.invitation_id AND i.mailing = s.mailing
            WHERE s.hash = :hash
            """)
        .bind("hash", secretHash)
        .mapTo(String.class)
        .map(EmailAddress::new)
        .findOne();
  }

  /** By the key of the address: that of the row is null where two invitations share one. */
  private static LinkState state(ReadConnection tx, byte[] secretHash, EmailAddress email) {
    return tx.handle()
        .createQuery(
            """
            SELECT i.email, c.name AS company, c.default_locale, g.name AS role,
                   btrim(p.first_name || ' ' || p.last_name) AS inviter, p.email AS inviter_email,
                   NOT EXISTS (SELECT FROM person e WHERE e.email_key = :key) AS new_person,
                   coalesce(i.expires_at, i.expired_at) AS ended_at,
                   CASE
                     WHEN i.declined_at IS NOT NULL THEN 'DECLINED'
                     WHEN i.revoked_at IS NOT NULL THEN 'NOT_VALID'
                     WHEN i.accepted_at IS NOT NULL THEN
                       CASE WHEN EXISTS (
                         SELECT FROM person e JOIN membership m ON m.person_id = e.id
                         WHERE e.email_key = :key AND e.is_active
                           AND m.company_id = i.company_id AND m.enabled)
                       THEN 'JOINED' ELSE 'NOT_VALID' END
                     WHEN NOT coalesce(p.is_active, true) OR EXISTS (
                       SELECT FROM person e WHERE e.email_key = :key AND NOT e.is_active)
                     THEN 'NOT_VALID'
                     WHEN i.expired_at IS NOT NULL OR i.expires_at <= clock_timestamp() THEN 'EXPIRED'
                     ELSE 'OPEN' END AS state
            FROM invitation_secret s
            JOIN invitation i ON i.id = s.invitation_id AND i.mailing = s.mailing
            JOIN company c ON c.id = i.company_id
            JOIN auth_group g ON g.id = i.auth_group_id
            LEFT JOIN person p ON p.id = i.invited_by
            WHERE s.hash = :hash
            """)
        .bind("hash", secretHash)
        .bind("key", email.key())
        .map((row, context) -> state(row))
        .findOne()
        .orElseGet(LinkState.NotValid::new);
  }

  private static LinkState state(ResultSet row) throws SQLException {
    String company = row.getString("company");
    String locale = row.getString("default_locale");
    return switch (row.getString("state")) {
      case "OPEN" -> new LinkState.Open(preview(row));
      case "JOINED" -> new LinkState.AlreadyJoined(company, locale);
      case "DECLINED" -> new LinkState.Declined(company, locale);
      case "EXPIRED" ->
          new LinkState.Expired(company, locale, TimestampColumns.instant(row, "ended_at"));
      default -> new LinkState.NotValid();
    };
  }

  private static InvitationPreview preview(ResultSet row) throws SQLException {
    String inviter = row.getString("inviter_email");
    return new InvitationPreview(
        row.getString("email"),
        row.getString("company"),
        row.getString("default_locale"),
        row.getString("role"),
        inviter == null ? null : new Inviter(row.getString("inviter"), inviter),
        row.getBoolean("new_person"),
        TimestampColumns.optionalInstant(row, "ended_at").orElse(null));
  }

  /**
   * Uses the secret. One statement decides: a transaction that waits for the row of the invitation
   * sees it used, revoked or sent again, and gets nothing.
   *
   * @param invitee the address of the invitation, as {@link #state} told
   */
  Optional<Used> use(Transaction tx, byte[] secretHash, EmailAddress invitee) {
    return end(
        tx, "UPDATE invitation i SET accepted_at = clock_timestamp()\n", secretHash, invitee);
  }

  /**
   * Ends the invitation of the secret as a revocation does, by one statement as well: of an
   * acceptance and a refusal at the same time one gets nothing. The secret stays, so that whoever
   * holds it is told how the invitation ended.
   *
   * @param invitee the address of the invitation, as {@link #state} told
   */
  Optional<Used> decline(Transaction tx, byte[] secretHash, EmailAddress invitee) {
    return end(
        tx,
        """
        UPDATE invitation i
        SET declined_at = statement_timestamp(), revoked_at = statement_timestamp()
        """,
        secretHash,
        invitee);
  }

  private static Optional<Used> end(
      Transaction tx, String update, byte[] secretHash, EmailAddress invitee) {
    return tx.handle()
        .createQuery(update + OF_SECRET)
        .bind("hash", secretHash)
        .bind("key", invitee.key())
        .map((row, context) ->
            new Used(
                row.getObject("id", UUID.class),
                row.getLong("company_id"),
                new EmailAddress(row.getString("email")),
                row.getLong("auth_group_id"),
                Optional.ofNullable(row.getString("default_locale"))))
        .findOne();
  }

  record Used(
      UUID id, long companyId, EmailAddress email, long authGroupId, Optional<String> locale) {}
}
