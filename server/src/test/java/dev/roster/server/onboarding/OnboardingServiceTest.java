package dev.roster.server.onboarding;

import static dev.roster.server.testing.TestDirectory.AUDIT;
import static dev.roster.server.testing.TestDirectory.BROKEN_AUDIT;
import static dev.roster.server.testing.TestDirectory.CLOCK;
import static dev.roster.server.testing.TestDirectory.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.server.audit.AuditLog;
import dev.roster.server.credential.TokenService;
import dev.roster.server.credential.TokenStore;
import dev.roster.server.directory.AccountStore;
import dev.roster.server.directory.Countries;
import dev.roster.server.directory.EmailAddress;
import dev.roster.server.directory.TenantStore;
import dev.roster.server.onboarding.OnboardOutcome.AlreadyOnboarded;
import dev.roster.server.onboarding.OnboardOutcome.NoOwnerRole;
import dev.roster.server.onboarding.OnboardOutcome.Onboarded;
import dev.roster.server.onboarding.OnboardOutcome.SeveralTenants;
import dev.roster.server.onboarding.OnboardOutcome.SuspendedOwner;
import dev.roster.server.onboarding.OnboardOutcome.UnknownCountry;
import dev.roster.server.onboarding.OnboardOutcome.UnknownTenant;
import dev.roster.server.testing.TestDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OnboardingServiceTest {
  private static final Optional<String> NONE = Optional.empty();

  @AutoClose private final TestDirectory directory = new TestDirectory();
  private final OnboardingService service = service(directory, AUDIT);

  private static OnboardingService service(TestDirectory directory, AuditLog audit) {
    return new OnboardingService(
        directory.database(),
        new OnboardingStore(),
        new TenantStore(),
        new AccountStore(),
        new TokenService(directory.database(), new TokenStore(), audit, CLOCK),
        Countries.load(),
        audit,
        CLOCK);
  }

  /** A company of its own tenant and of no country. */
  private OnboardRequest request(EmailAddress owner) {
    return request(directory.unique("Company"), NONE, owner);
  }

  private static OnboardRequest request(
      String company, Optional<String> tenant, EmailAddress owner) {
    return new OnboardRequest(company, tenant, NONE, NONE, owner, "Ada", "King");
  }

  private OnboardOutcome onboard(OnboardRequest request) {
    return service.onboard(OPERATOR, request, done -> {});
  }

  private Onboarded onboarded(OnboardRequest request) {
    return (Onboarded) onboard(request);
  }

  private long companies(String name) {
    return directory.count("SELECT count(*) FROM company WHERE name = ?", name);
  }

  private void assertNothingWritten(OnboardRequest request) {
    assertThat(companies(request.company())).isZero();
    assertThat(directory.count("SELECT count(*) FROM tenant WHERE name = ?", request.company()))
        .isZero();
  }

  @Test
  void aNewCompanyHasATenantOfItsNameAndAnOwnerWithAToken() {
    OnboardRequest request = request(directory.address());

    List<Onboarded> shown = new ArrayList<>();

    Onboarded done = (Onboarded) service.onboard(OPERATOR, request, shown::add);

    assertThat(shown).containsExactly(done);
    assertThat(done.tenant().name()).isEqualTo(request.company());
    assertThat(done.newTenant()).isTrue();
    assertThat(done.newOwner()).isTrue();
    assertThat(done.owner().email()).isEqualTo(request.owner().typed());
    assertThat(
            directory.texts(
                """
                SELECT p.first_name || ' ' || p.last_name || ' ' || m.auth_group_id || ' '
                  || (m.id = p.active_membership_id) || ' ' || (t.public_id = ?) || ' ' || c.name
                FROM membership m
                JOIN person p ON p.id = m.person_id
                JOIN api_token t ON t.person_id = p.id
                JOIN company c ON c.id = m.company_id AND c.uid = ?
                WHERE c.id = ?
                """,
                done.token().id(),
                done.companyUid(),
                done.companyId()))
        .containsExactly("Ada King 1 true true " + request.company());
    assertThat(directory.eventsOfPerson(done.owner().personId()))
        .containsExactly("company.onboarded", "token.created");
  }

  @Test
  void whoIsKnownKeepsTheName() {
    EmailAddress owner = directory.address();
    long personId = directory.person(owner);

    Onboarded done = onboarded(request(owner));

    assertThat(done.newOwner()).isFalse();
    assertThat(done.owner().personId()).isEqualTo(personId);
    assertThat(directory.texts("SELECT first_name FROM person WHERE id = ?", personId))
        .containsExactly("Ann");
  }

  @ParameterizedTest
  @CsvSource({"NL, nl-NL", "nl, nl-NL", "SR, nl-SR", "BE, en", "DE, en"})
  void mailIsDutchWhereNothingElseIsOfficial(String country, String locale) {
    OnboardRequest request =
        new OnboardRequest(
            directory.unique("Company"),
            NONE,
            Optional.of(country),
            NONE,
            directory.address(),
            "",
            "");

    assertThat(onboarded(request).locale()).isEqualTo(locale);
  }

  @Test
  void aLocaleThatWasGivenWinsOverTheCountry() {
    OnboardRequest request =
        new OnboardRequest(
            directory.unique("Company"),
            NONE,
            Optional.of("NL"),
            Optional.of("fr"),
            directory.address(),
            "",
            "");

    Onboarded done = onboarded(request);

    assertThat(done.locale()).isEqualTo("fr");
    assertThat(
            directory.texts(
                "SELECT country || ' ' || default_locale FROM company WHERE id = ?",
                done.companyId()))
        .containsExactly("NL fr");
  }

  @Test
  void anUnknownCountryIsRefused() {
    OnboardRequest request =
        new OnboardRequest(
            directory.unique("Company"),
            NONE,
            Optional.of("ZZ"),
            NONE,
            directory.address(),
            "",
            "");

    assertThat(onboard(request)).isEqualTo(new UnknownCountry("ZZ"));
    assertNothingWritten(request);
  }

  @Test
  void aTenantIsJoinedByNameOrIdAndANewNameMakesOne() {
    String name = directory.unique("Tenant");
    UUID tenant = directory.tenant(name);

    Onboarded byName =
        onboarded(request(directory.unique("C"), Optional.of(name), directory.address()));
    Onboarded byId =
        onboarded(
            request(directory.unique("C"), Optional.of(tenant.toString()), directory.address()));
    Onboarded anew =
        onboarded(request(directory.unique("C"), Optional.of(name + "2"), directory.address()));

    assertThat(byName.tenant().id()).isEqualTo(tenant);
    assertThat(byId.tenant().id()).isEqualTo(tenant);
    assertThat(byId.newTenant()).isFalse();
    assertThat(anew.tenant().name()).isEqualTo(name + "2");
    assertThat(anew.newTenant()).isTrue();
  }

  @Test
  void anIdThatNoTenantHasAndANameOfSeveralAreRefused() {
    String id = UUID.randomUUID().toString();
    String name = directory.unique("Tenant");
    directory.tenant(name);
    directory.tenant(name);
    OnboardRequest byId = request(directory.unique("C"), Optional.of(id), directory.address());
    OnboardRequest byName = request(directory.unique("C"), Optional.of(name), directory.address());

    assertThat(onboard(byId)).isEqualTo(new UnknownTenant(id));
    assertThat(onboard(byName)).isEqualTo(new SeveralTenants(name));

    assertNothingWritten(byId);
    assertNothingWritten(byName);
    assertThat(directory.count("SELECT count(*) FROM tenant WHERE name = ?", id)).isZero();
  }

  @Test
  void aSuspendedOwnerIsRefused() {
    EmailAddress owner = directory.address();
    directory.suspend(directory.person(owner));
    OnboardRequest request = request(owner);
    List<Onboarded> shown = new ArrayList<>();

    assertThat(service.onboard(OPERATOR, request, shown::add))
        .isEqualTo(new SuspendedOwner(owner.typed()));

    assertThat(shown).isEmpty();
    assertNothingWritten(request);
  }

  @Test
  void aCompanyIsOnboardedOnceForItsOwner() {
    EmailAddress owner = directory.address();
    String name = directory.unique("Company");
    Onboarded first = onboarded(request(name, NONE, owner));

    assertThat(onboard(request(name, NONE, owner)))
        .isEqualTo(new AlreadyOnboarded(name, owner.typed()));
    assertThat(onboard(request(name, Optional.of(first.tenant().id().toString()), owner)))
        .isEqualTo(new AlreadyOnboarded(name, owner.typed()));

    assertThat(companies(name)).isEqualTo(1);
    assertThat(onboard(request(name, NONE, directory.address())))
        .as("another owner")
        .isInstanceOf(Onboarded.class);
    assertThat(onboard(request(name, Optional.of(directory.unique("Tenant")), owner)))
        .as("another tenant")
        .isInstanceOf(Onboarded.class);
  }

  @Test
  void whatCouldNotBeShownOrRecordedIsNotThere() {
    EmailAddress owner = directory.address();
    OnboardRequest request = request(owner);

    assertThatThrownBy(() ->
            service.onboard(
                OPERATOR,
                request,
                done -> {
                  throw new IllegalStateException("no terminal");
                }))
        .hasMessage("no terminal");
    assertThatThrownBy(
            () -> service(directory, BROKEN_AUDIT).onboard(OPERATOR, request, done -> {}))
        .hasMessageContaining("audit");

    assertNothingWritten(request);
    assertThat(directory.count("SELECT count(*) FROM person WHERE email_key = ?", owner.key()))
        .isZero();
  }

  @Test
  void withoutTheRoleOfOwnersNobodyIsOnboarded() {
    try (TestDirectory own = new TestDirectory()) {
      own.sql("UPDATE auth_group SET name = 'BOSS' WHERE name = 'OWNER'");

      assertThat(service(own, AUDIT).onboard(OPERATOR, request(own.address()), done -> {}))
          .isEqualTo(new NoOwnerRole());

      assertThat(own.count("SELECT count(*) FROM company")).isZero();
    }
  }
}
