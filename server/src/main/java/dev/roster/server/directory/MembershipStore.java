package dev.roster.server.directory;

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

  /** Whether somebody with this address has an enabled membership in the company. */
  public boolean isMember(Transaction tx, long companyId, EmailAddress email) {
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
}
