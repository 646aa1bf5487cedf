package dev.roster.server.boot;

import dev.roster.server.audit.AuditService;
import dev.roster.server.audit.AuditStore;
import dev.roster.server.audit.DatabaseAuditLog;
import dev.roster.server.authentication.AuthenticationStore;
import dev.roster.server.authentication.DemoCredentialService;
import dev.roster.server.caller.OperatorCaller;
import dev.roster.server.credential.TenantKeyService;
import dev.roster.server.credential.TenantKeyStore;
import dev.roster.server.credential.TokenService;
import dev.roster.server.credential.TokenStore;
import dev.roster.server.db.Database;
import dev.roster.server.db.DatabaseUrl;
import dev.roster.server.db.Migrations;
import dev.roster.server.directory.AccountService;
import dev.roster.server.directory.AccountStore;
import dev.roster.server.directory.CompanyService;
import dev.roster.server.directory.CompanyStore;
import dev.roster.server.directory.Countries;
import dev.roster.server.directory.DirectoryAdminService;
import dev.roster.server.directory.DirectoryAdminStore;
import dev.roster.server.directory.MembershipStore;
import dev.roster.server.directory.TenantService;
import dev.roster.server.directory.TenantStore;
import dev.roster.server.idempotency.IdempotencyStore;
import dev.roster.server.invitation.InvitationAdminService;
import dev.roster.server.invitation.InvitationQuotaStore;
import dev.roster.server.invitation.InvitationStore;
import dev.roster.server.mail.Outbox;
import dev.roster.server.mail.OutboxService;
import dev.roster.server.mail.StuckMailStore;
import dev.roster.server.onboarding.OnboardingService;
import dev.roster.server.onboarding.OnboardingStore;
import dev.roster.server.privacy.ErasureService;
import dev.roster.server.privacy.ErasureStore;
import dev.roster.server.privacy.PersonalDataService;
import dev.roster.server.privacy.PersonalDataStore;
import java.time.Clock;
import java.time.Duration;

/** The services of operators on one database, with or without a running server. */
public final class OperatorServices implements AutoCloseable {
  private static final int CONNECTIONS = 2;

  /** The time that a reader of the audit log waits for open writes. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Database database;
  private final TokenService tokens;
  private final TenantKeyService tenantKeys;
  private final AccountService accounts;
  private final TenantService tenants;
  private final DirectoryAdminService directory;
  private final OnboardingService onboarding;
  private final InvitationAdminService invitations;
  private final OutboxService outbox;
  private final AuditService audit;
  private final DemoCredentialService demoCredentials;
  private final CompanyService companies;
  private final PersonalDataService personalData;
  private final ErasureService erasure;

  private OperatorServices(Database database, Clock clock) {
    this.database = database;
    AuditStore events = new AuditStore();
    DatabaseAuditLog log = new DatabaseAuditLog(events, clock);
    this.audit = new AuditService(database, events, PATIENCE);
    TenantStore tenantStore = new TenantStore();
    AccountStore accountStore = new AccountStore();
    this.tokens = new TokenService(database, new TokenStore(), log, clock);
    this.tenantKeys = new TenantKeyService(database, new TenantKeyStore(), log, clock);
    this.accounts = new AccountService(database, accountStore, log);
    this.tenants = new TenantService(database, tenantStore);
    this.directory = new DirectoryAdminService(database, new DirectoryAdminStore());
    this.onboarding =
        new OnboardingService(
            database,
            new OnboardingStore(),
            tenantStore,
            accountStore,
            tokens,
            Countries.load(),
            log,
            clock);
    Outbox mails = new Outbox();
    this.invitations =
        new InvitationAdminService(
            database, new InvitationStore(), mails, log, new InvitationQuotaStore(), clock);
    this.outbox = new OutboxService(database, mails, new StuckMailStore(), log);
    this.companies =
        new CompanyService(
            database, new CompanyStore(), new MembershipStore(), log, new IdempotencyStore());
    PersonalDataStore data = new PersonalDataStore();
    this.personalData = new PersonalDataService(database, accountStore, data, log);
    this.erasure = new ErasureService(database, accountStore, data, new ErasureStore(), log, clock);
    this.demoCredentials = new DemoCredentialService(database, new AuthenticationStore(), clock);
  }

  /** On a database that is open and migrated; to close these is to close it. */
  public static OperatorServices over(Database database, Clock clock) {
    return new OperatorServices(database, clock);
  }

  /**
   * Opens the database and migrates it.
   *
   * @throws dev.roster.server.db.DatabaseUnreachableException if the database does not answer
   */
  public static OperatorServices on(DatabaseUrl url, Clock clock) {
    Database database = Database.openForCommands(url, CONNECTIONS);
    try {
      Migrations.apply(database);
      return new OperatorServices(database, clock);
    } catch (RuntimeException | Error failure) {
      database.close();
      throw failure;
    }
  }

  public TokenService tokens() {
    return tokens;
  }

  public TenantKeyService tenantKeys() {
    return tenantKeys;
  }

  public AccountService accounts() {
    return accounts;
  }

  public TenantService tenants() {
    return tenants;
  }

  public DirectoryAdminService directory() {
    return directory;
  }

  public OnboardingService onboarding() {
    return onboarding;
  }

  public InvitationAdminService invitations() {
    return invitations;
  }

  public OutboxService outbox() {
    return outbox;
  }

  public AuditService audit() {
    return audit;
  }

  public DemoCredentialService demoCredentials() {
    return demoCredentials;
  }

  public PersonalDataService personalData() {
    return personalData;
  }

  public ErasureService erasure() {
    return erasure;
  }

  /** Reports whether the directory has no company yet. */
  public boolean isEmpty(OperatorCaller caller) {
    return companies.isEmpty(caller);
  }

  @Override
  public void close() {
    database.close();
  }
}
