package dev.roster.server.onboarding;

import dev.roster.server.audit.AuditAction;
import dev.roster.server.audit.AuditLog;
import dev.roster.server.audit.AuditedChange;
import dev.roster.server.caller.OperatorCaller;
import dev.roster.server.credential.IssuedToken;
import dev.roster.server.credential.TokenRequest;
import dev.roster.server.credential.TokenService;
import dev.roster.server.db.Database;
import dev.roster.server.db.Transaction;
import dev.roster.server.directory.Account;
import dev.roster.server.directory.AccountStore;
import dev.roster.server.directory.Countries;
import dev.roster.server.directory.Country;
import dev.roster.server.directory.Tenant;
import dev.roster.server.directory.TenantStore;
import dev.roster.server.onboarding.OnboardOutcome.AlreadyOnboarded;
import dev.roster.server.onboarding.OnboardOutcome.NoOwnerRole;
import dev.roster.server.onboarding.OnboardOutcome.Onboarded;
import dev.roster.server.onboarding.OnboardOutcome.SeveralTenants;
import dev.roster.server.onboarding.OnboardOutcome.SuspendedOwner;
import dev.roster.server.onboarding.OnboardOutcome.UnknownCountry;
import dev.roster.server.onboarding.OnboardOutcome.UnknownTenant;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Brings a company into the directory for operators: tenant, company, owner, membership and the
 * owner's first token, all or nothing. Safe for use by many threads.
 */
public final class OnboardingService {
  private static final Pattern ID =
      Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

  private static final Set<String> DUTCH_SPEAKING = Set.of("NL", "SR");

  private final Database database;
  private final OnboardingStore store;
  private final TenantStore tenants;
  private final AccountStore accounts;
  private final TokenService tokens;
  private final Countries countries;
  private final AuditLog audit;
  private final Clock clock;

  public OnboardingService(
      Database database,
      OnboardingStore store,
      TenantStore tenants,
      AccountStore accounts,
      TokenService tokens,
      Countries countries,
      AuditLog audit,
      Clock clock) {
    this.database = database;
    this.store = store;
    this.tenants = tenants;
    this.accounts = accounts;
    this.tokens = tokens;
    this.countries = countries;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Onboards the company and shows what was made while it can still be taken back, or reports why
   * not.
   *
   * @param show what it throws leaves everything as it was
   */
  public OnboardOutcome onboard(
      OperatorCaller caller, OnboardRequest request, Consumer<Onboarded> show) {
    Optional<String> code = request.country().flatMap(countries::find).map(Country::alpha2);
    if (request.country().isPresent() && code.isEmpty()) {
      return new UnknownCountry(request.country().get());
    }
    return database.inTransaction(
        tx ->
            store
                .lockOwners(tx)
                .map(owners -> onboard(tx, caller, request, code.orElse(null), owners))
                .orElseGet(NoOwnerRole::new),
        outcome -> {
          if (outcome instanceof Onboarded done) {
            show.accept(done);
          }
        });
  }

  private OnboardOutcome onboard(
      Transaction tx,
      OperatorCaller caller,
      OnboardRequest request,
      @Nullable String country,
      long ownerGroup) {
    String wanted = request.tenant().orElse("");
    List<Tenant> called = wanted.isEmpty() ? List.of() : tenants.called(tx, wanted);
    if (called.size() > 1) {
      return new SeveralTenants(wanted);
    }
    if (called.isEmpty() && ID.matcher(wanted).matches()) {
      return new UnknownTenant(wanted);
    }
    Optional<Account> known = accounts.find(tx, request.owner());
    if (known.isPresent() && !known.get().active()) {
      return new SuspendedOwner(known.get().email());
    }
    // in the tenant that was named, or in any if none was
    boolean again =
        (wanted.isEmpty() || !called.isEmpty())
            && known.isPresent()
            && store.owns(
                tx,
                known.get().personId(),
                called.isEmpty() ? null : called.getFirst().id(),
                request.company(),
                ownerGroup);
    return again
        ? new AlreadyOnboarded(request.company(), known.get().email())
        : write(tx, caller, request, country, called, ownerGroup);
  }

  private Onboarded write(
      Transaction tx,
      OperatorCaller caller,
      OnboardRequest request,
      @Nullable String country,
      List<Tenant> called,
      long ownerGroup) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Tenant tenant =
        called.isEmpty()
            ? new Tenant(UUID.randomUUID(), request.tenant().orElse(request.company()))
            : called.getFirst();
    if (called.isEmpty()) {
      tenants.insert(tx, tenant.id(), tenant.name(), now);
    }
    UUID uid = UUID.randomUUID();
    String locale = request.locale().orElseGet(() -> localeOf(country));
    long companyId =
        store.insertCompany(tx, tenant.id(), uid, request.company(), country, locale, now);
    boolean newOwner =
        accounts
            .insertUnlessKnown(tx, request.owner(), request.firstName(), request.lastName())
            .isPresent();
    Account owner = accounts.find(tx, request.owner()).orElseThrow();
    store.insertMembership(tx, companyId, owner.personId(), ownerGroup);
    audit.record(
        tx,
        caller,
        AuditedChange.of(AuditAction.COMPANY_ONBOARDED)
            .company(companyId)
            .tenant(tenant.id())
            .person(owner.personId())
            .with("new_tenant", called.isEmpty())
            .with("new_owner", newOwner));
    IssuedToken token =
        tokens
            .create(caller, tx, owner.personId(), TokenRequest.unlimited("onboarding"))
            .orElseThrow(() -> new IllegalStateException("the owner was suspended meanwhile"));
    return new Onboarded(tenant, called.isEmpty(), companyId, uid, locale, owner, newOwner, token);
  }

  /**
   * English, except where Dutch is the only official language of the whole country. Belgium has
   * three, and a guess would be wrong for two in five.
   */
  private static String localeOf(@Nullable String country) {
    return country != null && DUTCH_SPEAKING.contains(country) ? "nl-" + country : "en";
  }
}
