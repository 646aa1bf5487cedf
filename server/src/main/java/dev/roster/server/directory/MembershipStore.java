package dev.roster.server.directory;

import dev.roster.server.db.Relation;
import dev.roster.server.db.Transaction;
import java.util.Map;
import java.util.Objects;

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

  /** The person with this address, if a member of the company: one with an enabled membership. */
  public Relation<String> member(long companyId, EmailAddress email) {
    return new Relation<>(
        "member",
        """
        SELECT p.id FROM person p JOIN membership m ON m.person_id = p.id
        WHERE p.email_key = :member.key AND m.company_id = :member.company AND m.enabled
        """,
        Map.of("company", companyId, "key", email.key()),
        Objects::requireNonNull);
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
