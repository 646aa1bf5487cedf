package dev.roster.server.invitation;

import dev.roster.server.db.CallerQuery;
import dev.roster.server.db.ReadConnection;
import dev.roster.server.db.Relation;
import dev.roster.server.db.TimestampColumns;
import dev.roster.server.db.Transaction;
import dev.roster.server.directory.CompanyStore;
import dev.roster.server.directory.EmailAddress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** Invitations, each look-up scoped to the company that invites. */
public final class InvitationStore {
  /** The key of an address is that of its row, except where two pending invitations share one. */
  private static final String FOUND =
      """
      , i.id AS invitation_id, i.email AS invitation_email, i.auth_group_id AS invited_group_id,
      CASE WHEN i.email_key IS NOT NULL
           THEN EXISTS (SELECT FROM person e WHERE e.email_key = i.email_key) END AS existing_user,
      i.accepted_at IS NULL AND i.revoked_at IS NULL AND i.expired_at IS NULL
        AND (i.expires_at IS NULL OR i.expires_at > :at)
        AND coalesce(s.is_active, true) AS acceptable\
      """
          + CompanyStore.COLUMNS_TO_ADD;

  private static final String ENTRIES =
      """
      SELECT i.id, i.email, g.id AS role_id, g.name AS role, i.created_at, i.expires_at,
             CASE WHEN i.accepted_at IS NOT NULL THEN 'ACCEPTED'
                  WHEN i.declined_at IS NOT NULL THEN 'DECLINED'
                  WHEN i.revoked_at IS NOT NULL THEN 'REVOKED'
                  WHEN i.expired_at IS NOT NULL OR i.expires_at <= :now THEN 'EXPIRED'
                  ELSE 'PENDING' END AS state,
             coalesce(i.accepted_at, i.declined_at, i.revoked_at,
                      CASE WHEN i.expired_at IS NOT NULL OR i.expires_at <= :now
                           THEN least(i.expires_at, i.expired_at) END) AS ended_at,
             btrim(p.first_name || ' ' || p.last_name) AS inviter,
             (SELECT o.state FROM outbox o WHERE o.invitation_id = i.id
              ORDER BY o.mailing DESC LIMIT 1) AS mail
      FROM invitation i JOIN auth_group g ON g.id = i.auth_group_id
      LEFT JOIN person p ON p.id = i.invited_by
      WHERE i.company_id = :company
      """;

  private static final String NEWEST_FIRST = "ORDER BY created_at DESC, id";

  /** Stamps the pending invitation of this address that has run out, to make room for a new one. */
  Relation<UUID> closed(long companyId, EmailAddress email, Instant now) {
    return new Relation<>(
        "closed",
        """
        UPDATE invitation SET expired_at = :closed.now
        FROM admitted
        WHERE company_id = :closed.company AND email_key = :closed.key
          AND expires_at <= :closed.now
          AND accepted_at IS NULL AND revoked_at IS NULL AND expired_at IS NULL
        RETURNING id
        """,
        Map.of("company", companyId, "key", email.key(), "now", now),
        UUID::fromString);
  }

  /**
   * Stores the invitation; no row if the address has a pending one to this company.
   *
   * @param closed what makes room for it
   */
  Relation<UUID> made(Invitation invitation, Relation<UUID> closed) {
    return new Relation<>(
        "made",
        """
        INSERT INTO invitation (id, company_id, email, email_key, auth_group_id, invited_by,
                                created_at, expires_at)
        SELECT :made.id, :made.company, :made.email, :made.key, :made.group, :made.invitedBy,
               CAST(:made.createdAt AS timestamptz), CAST(:made.expiresAt AS timestamptz)
        FROM admitted WHERE %s
        ON CONFLICT (company_id, email_key)
          WHERE accepted_at IS NULL AND revoked_at IS NULL AND expired_at IS NULL
        DO NOTHING
        RETURNING id
        """
            .formatted(closed.computed()),
        Map.of(
            "id", invitation.id(),
            "company", invitation.companyId(),
            "email", invitation.email().typed(),
            "key", invitation.email().key(),
            "group", invitation.authGroupId(),
            "invitedBy", invitation.invitedBy(),
            "createdAt", invitation.createdAt(),
            "expiresAt", Optional.ofNullable(invitation.expiresAt())),
        UUID::fromString);
  }

  /** An invitation that this person made, whichever company it is for, unless it was erased. */
  Optional<Invitation> ofInviter(ReadConnection tx, long personId, UUID id) {
    return tx.handle()
        .createQuery(
            """
            SELECT id, company_id, email, auth_group_id, invited_by, created_at, expires_at
            FROM invitation
            WHERE id = :id AND invited_by = :person
            """)
        .bind("id", id)
        .bind("person", personId)
        .map((row, context) ->
            new Invitation(
                row.getObject("id", UUID.class),
                row.getLong("company_id"),
                new EmailAddress(row.getString("email")),
                row.getLong("auth_group_id"),
                row.getLong("invited_by"),
                TimestampColumns.instant(row, "created_at"),
                TimestampColumns.optionalInstant(row, "expires_at").orElse(null)))
        .findOne();
  }

  /**
   * The address of an invitation of the company, whatever became of it. Whose it is must be asked
   * by the key of this address: that of the row is null where two pending invitations share one.
   */
  Optional<EmailAddress> address(ReadConnection tx, long companyId, UUID id) {
    return tx.handle()
        .createQuery("SELECT email FROM invitation WHERE company_id = :company AND id = :id")
        .bind("company", companyId)
        .bind("id", id)
        .mapTo(String.class)
        .map(EmailAddress::new)
        .findOne();
  }

  /**
   * An invitation of the caller's current workspace. That the invitee is suspended is not told: it
   * may be a person of another tenant.
   */
  CallerQuery<Optional<FoundInvitation>> find(UUID id, Instant now) {
    return new CallerQuery<>(
        "",
        FOUND,
        """
        LEFT JOIN invitation i ON i.company_id = caller.company_id AND i.id = :invitation
        LEFT JOIN company c ON c.id = i.company_id
        LEFT JOIN person s ON s.id = i.invited_by
        """,
        Optional.empty(),
        Map.of("invitation", id, "at", now),
        InvitationStore::found);
  }

  private static Optional<FoundInvitation> found(ResultSet row) throws SQLException {
    UUID id = row.getObject("invitation_id", UUID.class);
    return id == null
        ? Optional.empty()
        : Optional.of(
            new FoundInvitation(
                id,
                new EmailAddress(row.getString("invitation_email")),
                CompanyStore.company(row),
                row.getLong("invited_group_id"),
                row.getBoolean("acceptable"),
                Optional.ofNullable(row.getObject("existing_user", Boolean.class))));
  }

  /**
   * All invitations of the company, with what became of each and of its newest mail, the newest
   * first.
   */
  List<InvitationEntry> list(ReadConnection tx, long companyId, Instant now) {
    return tx.handle()
        .createQuery(ENTRIES + NEWEST_FIRST)
        .bind("company", companyId)
        .bind("now", now)
        .map((row, context) -> entry(row))
        .list();
  }

  /**
   * A page of the same.
   *
   * @param state empty for all
   * @param after the entry before the page; empty for the first page
   * @param size of the page at most
   */
  List<InvitationEntry> page(
      ReadConnection tx,
      long companyId,
      Optional<InvitationEntry.State> state,
      Optional<InvitationEntry.Place> after,
      int size,
      Instant now) {
    return tx.handle()
        .createQuery(
            """
            SELECT * FROM (%s) entry
            WHERE (CAST(:state AS text) IS NULL OR state = :state)
              AND (CAST(:at AS timestamptz) IS NULL OR created_at < CAST(:at AS timestamptz)
                   OR created_at = CAST(:at AS timestamptz) AND id > CAST(:id AS uuid))
            %s LIMIT :size
            """
                .formatted(ENTRIES, NEWEST_FIRST))
        .bind("company", companyId)
        .bind("now", now)
        .bind("state", state.map(Enum::name).orElse(null))
        .bind("at", after.map(InvitationEntry.Place::createdAt).orElse(null))
        .bind("id", after.map(InvitationEntry.Place::id).orElse(null))
        .bind("size", size)
        .map((row, context) -> entry(row))
        .list();
  }

  /** One of the same; empty if the company has none with this id. */
  Optional<InvitationEntry> entry(ReadConnection tx, long companyId, UUID id, Instant now) {
    return tx.handle()
        .createQuery(ENTRIES + "AND i.id = :id")
        .bind("company", companyId)
        .bind("id", id)
        .bind("now", now)
        .map((row, context) -> entry(row))
        .findOne();
  }

  private static InvitationEntry entry(ResultSet row) throws SQLException {
    return new InvitationEntry(
        row.getObject("id", UUID.class),
        row.getString("email"),
        row.getLong("role_id"),
        row.getString("role"),
        InvitationEntry.State.valueOf(row.getString("state")),
        TimestampColumns.instant(row, "created_at"),
        TimestampColumns.optionalInstant(row, "expires_at").orElse(null),
        TimestampColumns.optionalInstant(row, "ended_at").orElse(null),
        row.getString("inviter"),
        row.getString("mail"));
  }

  /**
   * Keeps others from changing an invitation of the company until the transaction ends. Tells
   * whether it is open: neither accepted nor revoked nor replaced. Empty if there is none.
   */
  Optional<Boolean> hold(Transaction tx, long companyId, UUID id) {
    return tx.handle()
        .createQuery(
            """
            SELECT accepted_at IS NULL AND revoked_at IS NULL AND expired_at IS NULL
            FROM invitation WHERE company_id = :company AND id = :id
            FOR UPDATE
            """)
        .bind("company", companyId)
        .bind("id", id)
        .mapTo(Boolean.class)
        .findOne();
  }

  /**
   * Makes an invitation valid until then and counts its mailing on; empty unless it is open. The
   * secrets of the mailings before count no more.
   */
  OptionalInt renew(Transaction tx, long companyId, UUID id, Instant expiresAt) {
    return tx.handle()
        .createQuery(
            """
            UPDATE invitation SET mailing = mailing + 1, expires_at = :expiresAt
            WHERE company_id = :company AND id = :id
              AND accepted_at IS NULL AND revoked_at IS NULL AND expired_at IS NULL
            RETURNING mailing
            """)
        .bind("company", companyId)
        .bind("id", id)
        .bind("expiresAt", expiresAt)
        .mapTo(Integer.class)
        .findOne()
        .map(OptionalInt::of)
        .orElseGet(OptionalInt::empty);
  }

  /** Ends an invitation that is open; false if there is none. */
  boolean revoke(Transaction tx, long companyId, UUID id, Instant now) {
    return tx.handle()
            .createUpdate(
                """
                UPDATE invitation SET revoked_at = :now
                WHERE company_id = :company AND id = :id
                  AND accepted_at IS NULL AND revoked_at IS NULL AND expired_at IS NULL
                """)
            .bind("company", companyId)
            .bind("id", id)
            .bind("now", now)
            .execute()
        == 1;
  }

  void forgetSecrets(Transaction tx, long companyId, UUID id) {
    tx.handle()
        .createUpdate(
            """
            DELETE FROM invitation_secret s USING invitation i
            WHERE i.id = s.invitation_id AND i.id = :id AND i.company_id = :company
            """)
        .bind("company", companyId)
        .bind("id", id)
        .execute();
  }
}
