package dev.roster.server.directory;

import static dev.roster.server.testing.TestDirectory.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.directory.TenantUserDetail.CompanyName;
import dev.roster.server.directory.TenantUserDetail.Nominee;
import dev.roster.server.testing.TestDirectory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TenantUserStoreTest {
  private final TenantUserStore users = new TenantUserStore();
  @AutoClose private final TestDirectory directory = new TestDirectory();

  private List<UUID> all(UUID tenant) {
    return directory.askAsTenant(
        tenant, users.all(Collectors.mapping(TenantUser::uid, Collectors.toList())));
  }

  private Optional<List<UUID>> withAccessTo(UUID tenant, long companyId) {
    UUID company = directory.value(UUID.class, "SELECT uid FROM company WHERE id = ?", companyId);
    return directory.askAsTenant(
        tenant,
        users.withAccessTo(company, Collectors.mapping(TenantUser::uid, Collectors.toList())));
  }

  private Optional<TenantUserDetail> byUid(UUID tenant, UUID uid) {
    return directory.askAsTenant(tenant, users.byUid(uid));
  }

  private UUID uid(long personId) {
    return directory.value(UUID.class, "SELECT uid FROM person WHERE id = ?", personId);
  }

  private void disable(long membershipId) {
    directory.sql("UPDATE membership SET enabled = false WHERE id = ?", membershipId);
  }

  @Test
  @Tag("promise:compleat-users")
  void everybodyWithAMembershipIsAUserOnceAlsoIfItIsDisabled() {
    UUID tenant = directory.tenant();
    long one = directory.company(tenant);
    long two = directory.company(tenant);
    long inBoth = directory.caller(one, VIEWER).personId();
    directory.membership(two, inBoth, VIEWER);
    long left = directory.person();
    disable(directory.membership(two, left, VIEWER));
    directory.caller(directory.company(), VIEWER);
    directory.person();

    assertThat(all(tenant)).containsExactly(uid(inBoth), uid(left));
  }

  @Test
  void accessToACompanyNeedsAnEnabledMembershipAndTheTenantOfTheCompany() {
    UUID tenant = directory.tenant();
    long companyId = directory.company(tenant);
    long ada = directory.caller(companyId, VIEWER).personId();
    disable(directory.membership(companyId, directory.person(), VIEWER));
    directory.caller(directory.company(tenant), VIEWER);

    assertThat(withAccessTo(tenant, companyId)).hasValue(List.of(uid(ada)));
    assertThat(withAccessTo(directory.tenant(), companyId)).isEmpty();
    assertThat(withAccessTo(tenant, directory.company(tenant)))
        .as("a company without users")
        .hasValue(List.of());
  }

  @Test
  void aUserIsShownAsStored() {
    UUID tenant = directory.tenant();
    EmailAddress email = directory.address();
    long personId = directory.person(email);
    directory.membership(directory.company(tenant), personId, VIEWER);
    directory.sql(
        "UPDATE person SET job_title = 'title', status = 'PWDRESET', is_active = false WHERE id ="
            + " ?",
        personId);

    assertThat(directory.askAsTenant(tenant, users.all(Collectors.toList())))
        .containsExactly(
            new TenantUser(
                uid(personId),
                "Ann",
                "Example",
                email.typed(),
                "title",
                UserStatus.PWDRESET,
                false));
  }

  @Test
  void aUserIsFoundByTheTenantsItIsAUserOf() {
    UUID alpha = directory.tenant();
    UUID beta = directory.tenant();
    long personId = directory.person();
    long first = directory.company(alpha, "First");
    directory.membership(directory.company(beta, "Elsewhere"), personId, VIEWER);
    disable(directory.membership(directory.company(alpha, "Left"), personId, VIEWER));
    directory.membership(first, personId, VIEWER);

    assertThat(byUid(alpha, uid(personId)).orElseThrow().companies())
        .as("enabled, and of this tenant")
        .containsExactly(
            new CompanyName(
                directory.value(UUID.class, "SELECT uid FROM company WHERE id = ?", first),
                "First"));
    assertThat(byUid(beta, uid(personId))).isPresent();
    assertThat(byUid(directory.tenant(), uid(personId))).isEmpty();
    assertThat(byUid(alpha, UUID.randomUUID())).isEmpty();
  }

  @Test
  void aUserWithoutAccessToAnyCompanyHasNone() {
    UUID tenant = directory.tenant();
    long personId = directory.person();
    disable(directory.membership(directory.company(tenant), personId, VIEWER));

    TenantUserDetail detail = byUid(tenant, uid(personId)).orElseThrow();

    assertThat(detail.companies()).isEmpty();
    assertThat(detail.nominee()).isEmpty();
    assertThat(detail.language()).isEmpty();
  }

  @Test
  void aNomineeIsShownIfItIsAUserOfTheSameTenant() {
    UUID alpha = directory.tenant();
    UUID beta = directory.tenant();
    long personId = directory.caller(directory.company(alpha), VIEWER).personId();
    directory.membership(directory.company(beta), personId, VIEWER);
    long nominee = directory.caller(directory.company(alpha), VIEWER).personId();
    directory.sql(
        "UPDATE person SET nominee_person_id = ?, nominee_start = '2031-01-01T00:00:00Z' WHERE id ="
            + " ?",
        nominee,
        personId);

    assertThat(byUid(alpha, uid(personId)).orElseThrow().nominee())
        .hasValue(
            new Nominee(uid(nominee), "Ann Example", Instant.parse("2031-01-01T00:00:00Z"), null));
    assertThat(byUid(beta, uid(personId)).orElseThrow().nominee()).isEmpty();
  }

  @Test
  void aLanguageThatIsNoneIsLeftOut() {
    UUID tenant = directory.tenant();
    long personId = directory.caller(directory.company(tenant), VIEWER).personId();
    directory.sql("UPDATE person SET language = 'nl' WHERE id = ?", personId);
    assertThat(byUid(tenant, uid(personId)).orElseThrow().language())
        .hasValue(new NamedLanguage("nl", "Dutch"));

    directory.sql("UPDATE person SET language = 'not a tag' WHERE id = ?", personId);
    assertThat(byUid(tenant, uid(personId)).orElseThrow().language()).isEmpty();
  }
}
