package dev.roster.server.invitation;

import dev.roster.server.db.Transaction;
import dev.roster.server.directory.EmailAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Invitations, each look-up scoped to the company that invites. */
public final class InvitationStore {

  /** Stamps the pending invitation of this address that has run out, to make room for a new one. */
  void closeExpired(Transaction tx, long companyId, EmailAddress email, Instant now) {
    tx.handle()
        .createUpdate(
            """
            UPDATE invitation SET expired_at = :now
            WHERE company_id = :company AND email_key = :key AND expires_at <= :now
              AND accepted_at IS NULL AND revoked_at IS NULL AND expired_at IS NULL
            """)
        .bind("company", companyId)
        .bind("key", email.key())
        .bind("now", now)
        .execute();
  }

  /** Stores the invitation; false if the address has a pending one to this company. */
  boolean insertUnlessPending(Transaction tx, Invitation invitation) {
    return tx.handle()
            .createUpdate(
                """
                INSERT INTO invitation (id, company_id, email, email_key, auth_group_id, invited_by,
                                        created_at, expires_at)
                VALUES (:id, :company, :email, :key, :group, :invitedBy, :createdAt, :expiresAt)
                ON CONFLICT (company_id, email_key)
                  WHERE accepted_at IS NULL AND revoked_at IS NULL AND expired_at IS NULL
                DO NOTHING
                """)
            .bind("id", invitation.id())
            .bind("company", invitation.companyId())
            .bind("email", invitation.email().typed())
            .bind("key", invitation.email().key())
            .bind("group", invitation.authGroupId())
            .bind("invitedBy", invitation.invitedBy())
            .bind("createdAt", invitation.createdAt())
            .bind("expiresAt", invitation.expiresAt())
            .execute()
        == 1;
  }

  /** An invitation of the company, without the company itself. */
  Optional<Found> find(Transaction tx, long companyId, UUID id, Instant now) {
    return tx.handle()
        .createQuery(
            """
            SELECT i.id, i.email, i.auth_group_id,
                   EXISTS (SELECT FROM person p WHERE p.email_key = i.email_key) AS existing_user,
                   i.accepted_at IS NULL AND i.revoked_at IS NULL AND i.expired_at IS NULL
                     AND (i.expires_at IS NULL OR i.expires_at > :now) AS acceptable
            FROM invitation i
            WHERE i.company_id = :company AND i.id = :id
            """)
        .bind("company", companyId)
        .bind("id", id)
        .bind("now", now)
        .map((row, context) ->
            new Found(
                row.getObject("id", UUID.class),
                new EmailAddress(row.getString("email")),
                row.getLong("auth_group_id"),
                row.getBoolean("existing_user"),
                row.getBoolean("acceptable")))
        .findOne();
  }

  record Found(
      UUID id, EmailAddress email, long authGroupId, boolean existingUser, boolean acceptable) {}
}
