package dev.roster.server.testing;

import dev.roster.server.audit.AuditLog;
import dev.roster.server.audit.AuditStore;
import dev.roster.server.audit.AuditedChange;
import dev.roster.server.audit.DatabaseAuditLog;
import dev.roster.server.authentication.Authentication;
import dev.roster.server.authentication.Authentication.Authenticated;
import dev.roster.server.authentication.AuthenticationStore;
import dev.roster.server.authentication.Authenticator;
import dev.roster.server.authentication.LastUseRecorder;
import dev.roster.server.caller.AuthGroup;
import dev.roster.server.caller.CallOrigin;
import dev.roster.server.caller.Caller;
import dev.roster.server.caller.OperatorCaller;
import dev.roster.server.caller.Scope;
import dev.roster.server.caller.UserCaller;
import dev.roster.server.caller.UserCaller.CurrentMembership;
import dev.roster.server.credential.SecretHash;
import dev.roster.server.db.CallerQuery;
import dev.roster.server.db.Database;
import dev.roster.server.db.ReadConnection;
import dev.roster.server.db.Relation;
import dev.roster.server.db.Transaction;
import dev.roster.server.directory.EmailAddress;
import dev.roster.server.leaks.SecretKind;
import dev.roster.server.leaks.Secrets;
import dev.roster.server.mail.InvitationSecret;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A migrated database for the tests of one service or store, without a server. Each test makes its
 * own companies and people, with names that no other test has, so that none sees another's rows.
 */
public final class TestDirectory implements AutoCloseable {
  /** The time of services under test, exact to the nanosecond, which PostgreSQL does not keep. */
  public static final Instant NOW = Instant.parse("2031-03-01T12:00:00.123456789Z");

  /** The same as PostgreSQL keeps it. */
  public static final Instant STORED_NOW = Instant.parse("2031-03-01T12:00:00.123456Z");

  public static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  public static final OperatorCaller OPERATOR = new OperatorCaller("test");

  public static final AuthGroup OWNER =
      new AuthGroup(
          1,
          "OWNER",
          List.of("view_company", "change_company", "view_user", "change_user", "invite_user"));
  public static final AuthGroup ADMIN = new AuthGroup(2, "ADMIN", OWNER.permissions());
  public static final AuthGroup EDITOR =
      new AuthGroup(3, "EDITOR", List.of("view_company", "view_user", "invite_user"));
  public static final AuthGroup VIEWER =
      new AuthGroup(4, "VIEWER", List.of("view_company", "view_user"));

  /** Writes what changed, at {@link #NOW}. */
  public static final AuditLog AUDIT = new DatabaseAuditLog(new AuditStore(), CLOCK);

  /** Refuses every event, so that a service must take its change back. */
  public static final AuditLog BROKEN_AUDIT =
      new AuditLog() {
        @Override
        public void record(Transaction tx, Caller caller, AuditedChange change) {
          throw new IllegalStateException("the audit log cannot be written");
        }

        @Override
        public Relation<?> recorded(
            String name,
            Caller caller,
            AuditedChange change,
            Relation<UUID> invitations,
            Relation<?> after) {
          return new Relation<>(
              name,
              "INSERT INTO audit_event (at) SELECT now() FROM "
                  + invitations.name()
                  + " RETURNING id",
              Map.of(),
              id -> id);
        }
      };

  private static final int CONNECTIONS = 4;
  private static final int PATIENCE_SECONDS = 30;

  private final Database database = Database.open(TestDatabase.fresh(), CONNECTIONS);
  private final AtomicInteger count = new AtomicInteger();
  private final AuthenticationStore authentication = new AuthenticationStore();
  private final LastUseRecorder lastUse = new LastUseRecorder(database, authentication, CLOCK);
  private final Authenticator authenticator =
      new Authenticator(database, authentication, lastUse, CLOCK, Optional.empty());

  public Database database() {
    return database;
  }

  /** A word that nothing else in this database contains. */
  public String unique(String prefix) {
    return prefix + "-" + count.incrementAndGet() + "-x";
  }

  /** An address that nobody has. */
  public EmailAddress address() {
    return new EmailAddress(unique("Person") + "@Example.org");
  }

  public UUID tenant() {
    return tenant(unique("Tenant"));
  }

  public UUID tenant(String name) {
    return value(
        UUID.class,
        "INSERT INTO tenant (id, name) VALUES (gen_random_uuid(), ?) RETURNING id",
        name);
  }

  /** A company of a tenant of its own. */
  public long company() {
    return company(tenant());
  }

  public long company(UUID tenantId) {
    return company(tenantId, unique("Company"));
  }

  public long company(UUID tenantId, String name) {
    return value(
        Long.class,
        """
        INSERT INTO company (uid, tenant_id, name, type, is_mfa_enabled, created_at, updated_at)
        VALUES (gen_random_uuid(), ?, ?, 'active', false, now(), now()) RETURNING id
        """,
        tenantId,
        name);
  }

  /** An active person without any company. */
  public long person() {
    return person(address());
  }

  public long person(EmailAddress email) {
    return value(
        Long.class,
        """
        INSERT INTO person (uid, email, email_key, first_name, last_name, is_active, is_mfa_enrolled,
                            is_mfa_required, status)
        VALUES (gen_random_uuid(), ?, ?, 'Ann', 'Example', true, false, false, 'ACTIVE') RETURNING id
        """,
        email.typed(),
        email.key());
  }

  public void suspend(long personId) {
    sql("UPDATE person SET is_active = false, status = 'SUSPENDED' WHERE id = ?", personId);
  }

  /** An enabled membership. */
  public long membership(long companyId, long personId, AuthGroup role) {
    return value(
        Long.class,
        """
        INSERT INTO membership (company_id, person_id, auth_group_id, enabled)
        VALUES (?, ?, ?, true) RETURNING id
        """,
        companyId,
        personId,
        role.id());
  }

  /** A new member of the company who calls with a token for everything. */
  public UserCaller caller(long companyId, AuthGroup role) {
    return caller(companyId, role, Scope.ADMIN);
  }

  public UserCaller caller(long companyId, AuthGroup role, Scope scope) {
    long personId = person();
    CurrentMembership current =
        new CurrentMembership(membership(companyId, personId, role), companyId, role);
    return new UserCaller(
        personId,
        Optional.of(current),
        UUID.randomUUID(),
        "test",
        Set.of(scope),
        CallOrigin.terminal());
  }

  /** A caller without any company. */
  public UserCaller stranger() {
    return new UserCaller(
        person(),
        Optional.empty(),
        UUID.randomUUID(),
        "test",
        Set.of(Scope.ADMIN),
        CallOrigin.terminal());
  }

  /** The answer to a query about a person who shows a new token. */
  @SuppressWarnings("unchecked") // the query has made it
  public <T> T ask(long personId, CallerQuery<T> query) {
    return (T) ((Authenticated) authenticate(personId, query)).answer();
  }

  /** The outcome of authenticating a new token of the person. */
  public Authentication authenticate(long personId, CallerQuery<?> query) {
    String token = Secrets.seen(SecretKind.BEARER_TOKEN, "token-" + UUID.randomUUID());
    sql(
        "INSERT INTO api_token (token_hash, person_id, scopes) VALUES (?, ?, '{read}')",
        SecretHash.ofToken(token),
        personId);
    return authenticator.byToken(token, query, CallOrigin.terminal());
  }

  /** The answer to a query about a tenant that shows a new key. */
  @SuppressWarnings("unchecked") // the query has made it
  public <T> T askAsTenant(UUID tenantId, CallerQuery<T> query) {
    UUID key = UUID.randomUUID();
    Secrets.seen(SecretKind.TENANT_KEY, key.toString());
    sql(
        "INSERT INTO tenant_key (key_hash, tenant_id) VALUES (?, ?)",
        SecretHash.ofKey(key),
        tenantId);
    return (T)
        authenticator.byKey(tenantId, key, query, CallOrigin.terminal()).orElseThrow().answer();
  }

  /** An invitation as an editor, which is pending by the clock of the database. */
  public UUID invitation(long companyId, EmailAddress email, long invitedBy) {
    return value(
        UUID.class,
        """
        INSERT INTO invitation (id, company_id, email, email_key, auth_group_id, invited_by, created_at,
                                expires_at)
        VALUES (gen_random_uuid(), ?, ?, ?, 3, ?, now(), now() + interval '7 days') RETURNING id
        """,
        companyId,
        email.typed(),
        email.key(),
        invitedBy);
  }

  /** A secret that the newest mail of the invitation holds. */
  public InvitationSecret secret(UUID invitationId) {
    InvitationSecret secret =
        new InvitationSecret(
            Secrets.seen(SecretKind.INVITATION_SECRET, "secret-" + UUID.randomUUID()));
    sql(
        "INSERT INTO invitation_secret SELECT ?, id, mailing FROM invitation WHERE id = ?",
        secret.hash(),
        invitationId);
    return secret;
  }

  public int sql(String statement, Object... values) {
    return inTransaction(tx -> tx.handle().execute(statement, values));
  }

  /** The only value that the statement returns. */
  public <T> T value(Class<T> type, String statement, Object... values) {
    return inTransaction(tx -> tx.handle().select(statement, values).mapTo(type).one());
  }

  /** The texts of the rows that the query returns. */
  public List<String> texts(String query, Object... values) {
    return reading(tx -> tx.handle().select(query, values).mapTo(String.class).list());
  }

  public long count(String query, Object... values) {
    return value(Long.class, query, values);
  }

  /** The names of the events about a company, in the order in which they were written. */
  public List<String> eventsOfCompany(long companyId) {
    return texts("SELECT action FROM audit_event WHERE company_id = ? ORDER BY id", companyId);
  }

  /** The same about a person. */
  public List<String> eventsOfPerson(long personId) {
    return texts("SELECT action FROM audit_event WHERE person_id = ? ORDER BY id", personId);
  }

  public <T> T reading(Function<ReadConnection, T> work) {
    return database.reading(work);
  }

  public <T> T inTransaction(Function<Transaction, T> work) {
    return database.inTransaction(work);
  }

  /** Runs what returns nothing. */
  public void run(Consumer<Transaction> work) {
    inTransaction(tx -> {
      work.accept(tx);
      return true;
    });
  }

  /**
   * The same on a connection of its own, also inside of another transaction, whose connection would
   * serve both otherwise.
   */
  public void apart(Consumer<Transaction> work) {
    database.holding(tx -> {
      work.accept(tx);
      return true;
    });
  }

  /** Runs the work and takes it back, for what would be in the way of other tests. */
  public <T> T undone(Function<Transaction, T> work) {
    return inTransaction(tx -> {
      T done = work.apply(tx);
      tx.handle().rollback();
      return done;
    });
  }

  /**
   * Runs the first transaction, begins the second before the first has ended, and ends the first as
   * soon as the second waits for it.
   *
   * @return the result of the second
   * @throws IllegalStateException with its cause, if the second fails
   */
  public <T> T second(Consumer<Transaction> first, Function<Transaction, T> second) {
    return second(first, () -> inTransaction(second));
  }

  /** The same where the second is work that opens its own transactions. */
  public <T> T second(Consumer<Transaction> first, Supplier<T> second) {
    try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
      Future<T> result =
          inTransaction(tx -> {
            first.accept(tx);
            Future<T> late = thread.submit(second::get);
            Waiting.until(() -> late.isDone() || isWaitedFor(tx));
            return late;
          });
      return result.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException failure) {
      throw new IllegalStateException(failure.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private static boolean isWaitedFor(Transaction tx) {
    return tx.handle()
        .select(
            """
            SELECT EXISTS (SELECT FROM pg_locks
                           WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid)))
            """)
        .mapTo(Boolean.class)
        .one();
  }

  @Override
  public void close() {
    lastUse.close();
    database.close();
  }
}
