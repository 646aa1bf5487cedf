package dev.roster.server.invitation;

import dev.roster.server.db.Transaction;
import dev.roster.server.directory.EmailAddress;
import java.util.Optional;
import java.util.UUID;

/**
 * Invitations by the hash of a secret, which names no company: who holds the secret was invited. A
 * secret counts only while its invitation is pending, by the clock of the database, and only if it
 * belongs to the invitation's newest mailing.
 */
public final class AcceptStore {

  /** What the secret opens, without using it. */
  Optional<InvitationPreview> preview(Transaction tx, byte[] secretHash) {
    return tx.handle()
        .createQuery(
            """
            SELECT i.email, c.name AS company, c.default_locale, g.name AS role,
                   coalesce(nullif(btrim(p.first_name || ' ' || p.last_name), ''), p.email) AS inviter,
                   NOT EXISTS (SELECT FROM person e WHERE e.email_key = i.email_key) AS new_person
            FROM invitation_secret s
            JOIN invitation i ON i.id = s.invitation_id AND i.mailing = s.mailing
            JOIN company c ON c.id = i.company_id
            JOIN auth_group g ON g.id = i.auth_group_id
            LEFT JOIN person p ON p.id = i.invited_by
            WHERE s.hash = :hash
              AND i.accepted_at IS NULL AND i.revoked_at IS NULL AND i.expired_at IS NULL
              AND (i.expires_at IS NULL OR i.expires_at > clock_timestamp())
            """)
        .bind("hash", secretHash)
        .map((row, context) ->
            new InvitationPreview(
                row.getString("email"),
                row.getString("company"),
                row.getString("default_locale"),
                row.getString("role"),
                row.getString("inviter"),
                row.getBoolean("new_person")))
        .findOne();
  }

  /**
   * Uses the secret. One statement decides: whoever waits for the row of the invitation sees it
   * used, revoked or sent again, and gets nothing.
   */
  Optional<Used> use(Transaction tx, byte[] secretHash) {
    return tx.handle()
        .createQuery(
            """
            UPDATE invitation i SET accepted_at = clock_timestamp()
            FROM invitation_secret s, company c
            WHERE s.hash = :hash AND i.id = s.invitation_id AND i.mailing = s.mailing
              AND c.id = i.company_id
              AND i.accepted_at IS NULL AND i.revoked_at IS NULL AND i.expired_at IS NULL
              AND (i.expires_at IS NULL OR i.expires_at > clock_timestamp())
            RETURNING i.id, i.company_id, i.email, i.auth_group_id, c.default_locale
            """)
        .bind("hash", secretHash)
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
