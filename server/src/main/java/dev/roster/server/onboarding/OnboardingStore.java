package dev.roster.server.onboarding;

import dev.roster.server.db.ReadConnection;
import dev.roster.server.db.Transaction;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes companies and their first members. */
public final class OnboardingStore {

  /**
   * The auth group of owners, locked until the transaction ends: companies are onboarded one after
   * the other, so that none of them makes a tenant twice. Requests do not wait for this lock.
   */
  Optional<Long> lockOwners(Transaction tx) {
    return tx.handle()
        .createQuery(
            "SELECT id FROM auth_group WHERE name = 'OWNER' ORDER BY id LIMIT 1 FOR NO KEY UPDATE")
        .mapTo(Long.class)
        .findOne();
  }

  /**
   * Reports whether the person owns a company with this name, in the tenant or, without one, in
   * any.
   */
  boolean owns(
      ReadConnection tx, long personId, @Nullable UUID tenantId, String name, long ownerGroup) {
    return tx.handle()
        .createQuery(
            """
            SELECT EXISTS (
              SELECT FROM company c JOIN membership m ON m.company_id = c.id
              WHERE (CAST(:tenant AS uuid) IS NULL OR c.tenant_id = CAST(:tenant AS uuid)) AND c.name = :name
                AND m.person_id = :person AND m.auth_group_id = :group)
            """)
        .bind("tenant", tenantId)
        .bind("name", name)
        .bind("person", personId)
        .bind("group", ownerGroup)
        .mapTo(Boolean.class)
        .one();
  }

  long insertCompany(
      Transaction tx,
      UUID tenantId,
      UUID uid,
      String name,
      @Nullable String country,
      String locale,
      Instant now) {
    return tx.handle()
        .createQuery(
            """
            INSERT INTO company (uid, tenant_id, name, type, country, default_locale, is_mfa_enabled,
                                 created_at, updated_at)
            VALUES (:uid, :tenant, :name, 'active', :country, :locale, false, :now, :now)
            RETURNING id
            """)
        .bind("tenant", tenantId)
        .bind("uid", uid)
        .bind("name", name)
        .bind("country", country)
        .bind("locale", locale)
        .bind("now", now)
        .mapTo(Long.class)
        .one();
  }

  /** Makes the person a member; the current workspace changes only for a person without any. */
  void insertMembership(Transaction tx, long companyId, long personId, long group) {
    tx.handle()
        .createUpdate(
            """
            WITH made AS (
              INSERT INTO membership (company_id, person_id, auth_group_id, enabled)
              VALUES (:company, :person, :group, true)
              RETURNING id)
            UPDATE person SET active_membership_id = coalesce(active_membership_id, (SELECT id FROM made))
            WHERE id = :person
            """)
        .bind("company", companyId)
        .bind("person", personId)
        .bind("group", group)
        .execute();
  }
}
