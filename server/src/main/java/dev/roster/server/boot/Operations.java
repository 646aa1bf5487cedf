package dev.roster.server.boot;

import dev.roster.server.access.TenantKeyService;
import dev.roster.server.access.TenantKeyStore;
import dev.roster.server.access.TokenService;
import dev.roster.server.access.TokenStore;
import dev.roster.server.db.Database;
import dev.roster.server.db.DatabaseUrl;
import dev.roster.server.db.Migrations;
import dev.roster.server.directory.AccountService;
import dev.roster.server.directory.AccountStore;
import dev.roster.server.directory.Countries;
import dev.roster.server.directory.OnboardingService;
import dev.roster.server.directory.OnboardingStore;
import dev.roster.server.directory.TenantService;
import dev.roster.server.directory.TenantStore;
import dev.roster.server.invitation.InvitationAdminService;
import dev.roster.server.invitation.InvitationStore;
import dev.roster.server.mail.Outbox;
import dev.roster.server.mail.OutboxService;
import java.time.Clock;

/** What operators can do on a database, whether a server runs on it or not. */
public final class Operations implements AutoCloseable {
  private static final int CONNECTIONS = 2;

  private final Database database;
  private final TokenService tokens;
  private final TenantKeyService tenantKeys;
  private final AccountService accounts;
  private final TenantService tenants;
  private final OnboardingService onboarding;
  private final InvitationAdminService invitations;
  private final OutboxService outbox;

  private Operations(Database database, Clock clock) {
    this.database = database;
    TenantStore tenantStore = new TenantStore();
    AccountStore accountStore = new AccountStore();
    this.tokens = new TokenService(database, new TokenStore(), clock);
    this.tenantKeys = new TenantKeyService(database, new TenantKeyStore(), clock);
    this.accounts = new AccountService(database, accountStore);
    this.tenants = new TenantService(database, tenantStore);
    this.onboarding =
        new OnboardingService(
            database,
            new OnboardingStore(),
            tenantStore,
            accountStore,
            tokens,
            Countries.load(),
            clock);
    Outbox mails = new Outbox();
    this.invitations = new InvitationAdminService(database, new InvitationStore(), mails, clock);
    this.outbox = new OutboxService(database, mails);
  }

  /** On a database that is open and migrated; to close these is to close it. */
  public static Operations over(Database database, Clock clock) {
    return new Operations(database, clock);
  }

  /**
   * Opens the database and migrates it.
   *
   * @throws dev.roster.server.db.DatabaseUnreachable if the database does not answer
   */
  public static Operations on(DatabaseUrl url, Clock clock) {
    Database database = Database.open(url, CONNECTIONS);
    try {
      Migrations.apply(database);
      return new Operations(database, clock);
    } catch (RuntimeException failure) {
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

  public OnboardingService onboarding() {
    return onboarding;
  }

  public InvitationAdminService invitations() {
    return invitations;
  }

  public OutboxService outbox() {
    return outbox;
  }

  @Override
  public void close() {
    database.close();
  }
}
