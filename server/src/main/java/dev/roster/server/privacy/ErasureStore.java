package dev.roster.server.privacy;

import dev.roster.server.db.ReadConnection;
import dev.roster.server.db.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The statements that remove one person from every table. */
public final class ErasureStore {
  /** Permission of those who administer a company. */
  private static final String ADMINISTRATOR = "change_user";

  /** Keeps others from changing the person, or referring to them, before the transaction ends. */
  void hold(Transaction tx, long personId) {
    tx.handle()
        .createQuery("SELECT id FROM person WHERE id = :person FOR UPDATE")
        .bind("person", personId)
        .mapTo(Long.class)
        .findOne();
  }

  /** Waits for mails that are being sent, and keeps others from being sent. */
  void holdMail(Transaction tx, DataSubject dataSubject, List<UUID> invitations) {
    tx.handle()
        .createQuery(
            """
            SELECT o.id FROM outbox o JOIN invitation i ON i.id = o.invitation_id
            WHERE i.id = ANY (:ids) OR i.invited_by = :person
            ORDER BY o.id
            FOR UPDATE OF o
            """)
        .bindArray("ids", UUID.class, invitations)
        .bind("person", dataSubject.id())
        .mapTo(UUID.class)
        .list();
  }

  /** Waits for acceptances that are under way. */
  void holdInvitations(Transaction tx, DataSubject dataSubject, List<UUID> invitations) {
    tx.handle()
        .createQuery(
            """
            SELECT id FROM invitation WHERE id = ANY (:ids) OR invited_by = :person
            ORDER BY id
            FOR UPDATE
            """)
        .bindArray("ids", UUID.class, invitations)
        .bind("person", dataSubject.id())
        .mapTo(UUID.class)
        .list();
  }

  /** The companies that nobody else who is active administers. */
  List<Erasure.AffectedCompany> leaderless(ReadConnection tx, DataSubject dataSubject) {
    return tx.handle()
        .createQuery(
            """
            SELECT c.id, c.name
            FROM membership m
            JOIN auth_group_permission own
              ON own.auth_group_id = m.auth_group_id AND own.codename = :administrator
            JOIN company c ON c.id = m.company_id
            WHERE m.person_id = :person AND m.enabled AND NOT EXISTS (
              SELECT FROM membership other
              JOIN auth_group_permission g
                ON g.auth_group_id = other.auth_group_id AND g.codename = :administrator
              JOIN person p ON p.id = other.person_id AND p.is_active
              WHERE other.company_id = c.id AND other.enabled AND p.id <> :person)
            ORDER BY c.id
            """)
        .bind("administrator", ADMINISTRATOR)
        .bind("person", dataSubject.id())
        .map(
            (row, context) -> new Erasure.AffectedCompany(row.getLong("id"), row.getString("name")))
        .list();
  }

  /** Forgets the person's own requests, and those of others whose result is deleted. */
  void forgetRequests(Transaction tx, DataSubject dataSubject, List<UUID> invitations) {
    tx.handle()
        .createUpdate(
            """
            DELETE FROM idempotency_key
            WHERE person_id = :person OR operation = 'invite' AND result = ANY (:results)
            """)
        .bind("person", dataSubject.id())
        .bindArray("results", String.class, invitations.stream().map(UUID::toString).toList())
        .execute();
  }

  /** The counter of an address that another person has, too, goes on. */
  void forgetMailCounters(Transaction tx, DataSubject dataSubject) {
    tx.handle()
        .createUpdate(
            """
            DELETE FROM invitation_quota
            WHERE kind = 'inviter' AND subject = :person
               OR kind = 'target' AND subject = :key AND NOT :shared
            """)
        .bind("person", Long.toString(dataSubject.id()))
        .bind("key", dataSubject.email().key())
        .bind("shared", dataSubject.addressShared())
        .execute();
  }

  /** Deletes invitations with their secrets and mails. */
  int deleteInvitations(Transaction tx, List<UUID> invitations) {
    forgetSecrets(tx, invitations);
    tx.handle()
        .createUpdate("DELETE FROM outbox WHERE invitation_id = ANY (:ids)")
        .bindArray("ids", UUID.class, invitations)
        .execute();
    return tx.handle()
        .createUpdate("DELETE FROM invitation WHERE id = ANY (:ids)")
        .bindArray("ids", UUID.class, invitations)
        .execute();
  }

  private static void forgetSecrets(Transaction tx, List<UUID> invitations) {
    tx.handle()
        .createUpdate("DELETE FROM invitation_secret WHERE invitation_id = ANY (:ids)")
        .bindArray("ids", UUID.class, invitations)
        .execute();
  }

  /** Ends the pending invitations by the person. */
  int revokeInvitationsBy(Transaction tx, DataSubject dataSubject, Instant now) {
    List<UUID> revoked =
        tx.handle()
            .createQuery(
                """
                UPDATE invitation SET revoked_at = :now
                WHERE invited_by = :person
                  AND accepted_at IS NULL AND revoked_at IS NULL AND expired_at IS NULL
                RETURNING id
                """)
            .bind("now", now)
            .bind("person", dataSubject.id())
            .mapTo(UUID.class)
            .list();
    forgetSecrets(tx, revoked);
    return revoked.size();
  }

  /** Makes the invitations by the person those of the company alone. */
  int releaseInvitationsBy(Transaction tx, DataSubject dataSubject) {
    return changed(
        tx, "UPDATE invitation SET invited_by = NULL WHERE invited_by = :person", dataSubject);
  }

  int withdrawNominations(Transaction tx, DataSubject dataSubject) {
    return changed(
        tx,
        """
        UPDATE person SET nominee_person_id = NULL, nominee_start = NULL, nominee_end = NULL
        WHERE nominee_person_id = :person
        """,
        dataSubject);
  }

  int deleteTokens(Transaction tx, DataSubject dataSubject) {
    return changed(tx, "DELETE FROM api_token WHERE person_id = :person", dataSubject);
  }

  int deleteMemberships(Transaction tx, DataSubject dataSubject) {
    return changed(tx, "DELETE FROM membership WHERE person_id = :person", dataSubject);
  }

  /**
   * Takes the network address of what the person did out of the audit log.
   *
   * @param invitations those for the person: who declines one is no person of the log
   */
  int redactAuditEvents(Transaction tx, DataSubject dataSubject, List<UUID> invitations) {
    return tx.handle()
        .createUpdate(
            """
            UPDATE audit_event SET address = NULL
            WHERE address IS NOT NULL
              AND (actor_person_id = :person OR actor = 'visitor' AND person_id = :person
                   OR action = 'invitation.declined' AND invitation_id = ANY (:ids))
            """)
        .bind("person", dataSubject.id())
        .bindArray("ids", UUID.class, invitations)
        .execute();
  }

  void deletePerson(Transaction tx, DataSubject dataSubject) {
    changed(tx, "DELETE FROM person WHERE id = :person", dataSubject);
  }

  private static int changed(Transaction tx, String sql, DataSubject dataSubject) {
    return tx.handle().createUpdate(sql).bind("person", dataSubject.id()).execute();
  }
}
