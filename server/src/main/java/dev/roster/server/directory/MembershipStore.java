package dev.roster.server.directory;

import dev.roster.server.db.ReadConnection;
import dev.roster.server.db.Transaction;

/** Memberships: who belongs to which company. */
public final class MembershipStore {

  /**
   * Makes the company the person's current workspace; counts 0 unless an enabled membership is
   * there.
   */
  int makeCurrent(Transaction tx, long companyId, long personId) {
    return tx.handle()
        .createUpdate(
            """
            UPDATE person p SET active_membership_id = m.id
            FROM membership m
            WHERE p.id = :person AND m.person_id = p.id AND m.company_id = :company AND m.enabled
            """)
        .bind("company", companyId)
        .bind("person", personId)
        .execute();
  }

  /** Reports whether the person with this address has an enabled membership in the company. */
  public boolean isMember(ReadConnection tx, long companyId, EmailAddress email) {
    return tx.handle()
        .createQuery(
            """
            SELECT EXISTS (
              SELECT FROM person p JOIN membership m ON m.person_id = p.id
              WHERE p.email_key = :key AND m.company_id = :company AND m.enabled)
            """)
        .bind("company", companyId)
        .bind("key", email.key())
        .mapTo(Boolean.class)
        .one();
  }

  /**
   * Gives the person access to the company with the role. Access that is there already keeps its
   * role: an invitation lowers nobody.
   *
   * @return the id of the membership
   */
  public long enable(Transaction tx, long companyId, long personId, long authGroupId) {
    return tx.handle()
        .createQuery(
            """
            INSERT INTO membership AS m (company_id, person_id, auth_group_id, enabled)
            VALUES (:company, :person, :group, true)
            ON CONFLICT (company_id, person_id) DO UPDATE
            SET enabled = true,
                auth_group_id = CASE WHEN m.enabled THEN m.auth_group_id ELSE excluded.auth_group_id END
            RETURNING m.id
            """)
        .bind("company", companyId)
        .bind("person", personId)
        .bind("group", authGroupId)
        .mapTo(Long.class)
        .one();
  }
}
