package dev.roster.server.onboarding;

import static dev.roster.server.testing.TestDirectory.ADMIN;
import static dev.roster.server.testing.TestDirectory.OWNER;
import static dev.roster.server.testing.TestDirectory.STORED_NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.server.testing.TestDirectory;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OnboardingStoreTest {
  private final OnboardingStore store = new OnboardingStore();
  @AutoClose private final TestDirectory directory = new TestDirectory();

  private boolean owns(long personId, UUID tenant, String name) {
    return directory.reading(tx -> store.owns(tx, personId, tenant, name, OWNER.id()));
  }

  private long current(long personId) {
    return directory.count("SELECT active_membership_id FROM person WHERE id = ?", personId);
  }

  @Test
  void companiesAreOnboardedOneAfterTheOther() {
    UUID tenant = directory.tenant();

    String seen =
        directory.second(
            tx -> {
              assertThat(store.lockOwners(tx)).hasValue(OWNER.id());
              tx.handle().execute("UPDATE tenant SET name = 'changed' WHERE id = ?", tenant);
            },
            tx -> {
              store.lockOwners(tx);
              return tx.handle()
                  .select("SELECT name FROM tenant WHERE id = ?", tenant)
                  .mapTo(String.class)
                  .one();
            });

    assertThat(seen).isEqualTo("changed");
  }

  /** A membership refers to the row that is locked. */
  @Test
  void whoJoinsACompanyAsItsOwnerDoesNotWaitForTheLock() {
    long companyId = directory.company();
    long personId = directory.person();

    directory.run(tx -> {
      store.lockOwners(tx);
      directory.apart(other -> {
        other.handle().execute("SET LOCAL lock_timeout = '1s'");
        store.insertMembership(other, companyId, personId, OWNER.id());
      });
    });

    assertThat(directory.count("SELECT count(*) FROM membership WHERE company_id = ?", companyId))
        .isEqualTo(1);
  }

  @Test
  void withoutAnAuthGroupOfOwnersThereIsNothingToLock() {
    assertThat(
            directory.<Optional<Long>>undone(tx -> {
              tx.handle().execute("UPDATE auth_group SET name = 'Owner' WHERE name = 'OWNER'");
              return store.lockOwners(tx);
            }))
        .isEmpty();
  }

  @Test
  void aCompanyIsOwnedInItsTenantOrInAnyByItsNameToTheLetter() {
    UUID tenant = directory.tenant();
    String name = directory.unique("Company");
    long companyId = directory.company(tenant, name);
    long owner = directory.caller(companyId, OWNER).personId();
    long admin = directory.caller(companyId, ADMIN).personId();

    assertThat(owns(owner, tenant, name)).isTrue();
    assertThat(owns(owner, null, name)).isTrue();
    assertThat(owns(owner, directory.tenant(), name)).isFalse();
    assertThat(owns(owner, tenant, name.toUpperCase(Locale.ROOT))).isFalse();
    assertThat(owns(admin, tenant, name)).isFalse();
    assertThat(owns(directory.person(), null, name)).isFalse();
  }

  @Test
  void aCompanyIsStoredAsGivenAndItsIdIsNew() {
    UUID tenant = directory.tenant();
    UUID uid = UUID.randomUUID();

    long companyId =
        directory.inTransaction(
            tx -> store.insertCompany(tx, tenant, uid, "Acme", "NL", "nl-NL", STORED_NOW));

    assertThat(
            directory.texts(
                """
                SELECT concat_ws(' ', uid = ?, tenant_id = ?, name, type, country, default_locale,
                                 is_mfa_enabled, created_at = ?::timestamptz, updated_at = created_at)
                FROM company WHERE id = ?
                """,
                uid,
                tenant,
                STORED_NOW,
                companyId))
        .containsExactly("t t Acme active NL nl-NL f t t");
  }

  @Test
  void aCompanyMayBeOfNoCountryButNotOfNoTenant() {
    long companyId =
        directory.inTransaction(tx ->
            store.insertCompany(
                tx, directory.tenant(), UUID.randomUUID(), "Acme", null, "en", STORED_NOW));

    assertThat(directory.count("SELECT count(country) FROM company WHERE id = ?", companyId))
        .isZero();
    assertThatThrownBy(() ->
            directory.inTransaction(tx ->
                store.insertCompany(
                    tx, UUID.randomUUID(), UUID.randomUUID(), "Acme", null, "en", STORED_NOW)))
        .hasMessageContaining("company_tenant_id_fkey");
  }

  @Test
  void theFirstMembershipBecomesTheCurrentWorkspaceAndALaterOneDoesNot() {
    long personId = directory.person();
    long first = directory.company();
    long second = directory.company();

    directory.run(tx -> store.insertMembership(tx, first, personId, OWNER.id()));
    long current = current(personId);
    directory.run(tx -> store.insertMembership(tx, second, personId, OWNER.id()));

    assertThat(directory.count("SELECT company_id FROM membership WHERE id = ?", current))
        .isEqualTo(first);
    assertThat(current(personId)).isEqualTo(current);
    assertThat(
            directory.count(
                "SELECT count(*) FROM membership WHERE person_id = ? AND enabled", personId))
        .isEqualTo(2);
  }
}
