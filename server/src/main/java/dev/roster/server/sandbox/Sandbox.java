package dev.roster.server.sandbox;

import dev.roster.server.boot.Config;
import dev.roster.server.boot.MailConfig;
import dev.roster.server.boot.MailConfig.Route;
import dev.roster.server.boot.RateLimits;
import dev.roster.server.boot.RosterServer;
import dev.roster.server.db.Database;
import dev.roster.server.db.DatabaseUrl;
import dev.roster.server.db.EmbeddedPostgres;
import dev.roster.server.http.ServerExtension;
import dev.roster.server.http.VerificationMode;
import dev.roster.server.invitation.InvitationQuotas;
import dev.roster.server.sandbox.SandboxClock.Setting;
import dev.roster.server.sandbox.state.StateFixture;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A running server for tests of consumers: both contracts as in production, and the calls below
 * {@code /__sandbox} that set states, move the clock, add faults and show the journal. Its rate
 * limits are a million requests of a token per hour and of a key per minute, unless a state has
 * used them up. Safe for use by many threads.
 */
public final class Sandbox implements AutoCloseable {
  private static final int CONNECTIONS = 10;

  /** More requests than any test makes. */
  private static final int PLENTY = 1_000_000;

  private final String schema = "sandbox_" + UUID.randomUUID().toString().replace("-", "");
  private final SandboxClock clock = new SandboxClock();
  private final SandboxStore store = new SandboxStore();
  private final RequestJournal journal = new RequestJournal();
  private final FaultQueue faults = new FaultQueue();
  private final @Nullable EmbeddedPostgres postgres;
  private final DatabaseUrl url;
  private final RosterServer server;
  private @Nullable SandboxTenants tenants;
  private boolean closed;

  private Sandbox(
      @Nullable EmbeddedPostgres postgres,
      DatabaseUrl url,
      MailConfig mail,
      String host,
      int port) {
    this.postgres = postgres;
    this.url = url;
    this.server =
        RosterServer.start(
            Config.builder(lookingForTheClock(), host, port)
                .connections(CONNECTIONS)
                .mail(mail)
                .rateLimits(
                    new RateLimits(
                        true,
                        PLENTY,
                        PLENTY,
                        RateLimits.MOST,
                        new InvitationQuotas(
                            SandboxTenants.INVITATIONS_PER_DAY,
                            0,
                            SandboxTenants.INVITATIONS_PER_DAY,
                            0),
                        false))
                .verification(VerificationMode.REFUSE)
                .build(),
            clock,
            database -> extension(database, host));
  }

  /**
   * Starts on an empty PostgreSQL of its own, which goes when the sandbox is closed; mail goes to
   * the mailbox page.
   *
   * @param port 0 for any free one
   * @throws RosterServer.PortUnavailableException if the port is taken
   */
  public static Sandbox start(String host, int port) {
    EmbeddedPostgres postgres = EmbeddedPostgres.startThrowaway();
    try {
      return new Sandbox(postgres, postgres.url(), MailConfig.to(new Route.Mailbox()), host, port);
    } catch (RuntimeException | Error failure) {
      postgres.close();
      throw failure;
    }
  }

  /**
   * Starts on a database that exists; what comes there stays there, and its mail waits.
   *
   * @throws dev.roster.server.db.DatabaseUnreachableException if the database does not answer
   */
  public static Sandbox startOn(DatabaseUrl url, String host, int port) {
    return new Sandbox(null, url, MailConfig.off(), host, port);
  }

  /** Functions of the clock's schema hide PostgreSQL's own; tables stay where they are. */
  private DatabaseUrl lookingForTheClock() {
    String jdbc = url.jdbcUrl();
    return new DatabaseUrl(
        jdbc + (jdbc.contains("?") ? "&" : "?") + "currentSchema=public," + schema + ",pg_catalog");
  }

  private ServerExtension extension(Database database, String host) {
    database.inTransaction(tx -> {
      store.installClock(tx, schema);
      return true;
    });
    SandboxTenants made = new SandboxTenants(database, clock, this::exhaust);
    tenants = made;
    return new ServerExtension(
        List.of(new ControlDoor(host)),
        List.of(new ControlOperations(this, made, new SandboxActions(database, clock))),
        front -> {
          faults.know(front.operationIds());
          return new FaultInjectionHandler(front, made, faults, journal, clock);
        });
  }

  private void exhaust(StateFixture fixture) {
    Object token = fixture.values().get("token");
    Object key = fixture.values().get("key");
    if (token != null) {
      UUID id = server.database().reading(tx -> store.tokenId(tx, token.toString()));
      server.coolsetLimiter().orElseThrow().exhaust(id);
    }
    if (key != null) {
      UUID id = server.database().reading(tx -> store.keyId(tx, UUID.fromString(key.toString())));
      server.compleatLimiter().orElseThrow().exhaust(id);
    }
  }

  /** The URL of both contracts and of the control API, without a trailing slash. */
  public URI baseUri() {
    return server.baseUri();
  }

  /** The database of the sandbox, for inspection. */
  public DatabaseUrl databaseUrl() {
    return url;
  }

  /** The folder of the PostgreSQL that was started for this sandbox. */
  public Optional<Path> folder() {
    return Optional.ofNullable(postgres).map(EmbeddedPostgres::folder);
  }

  public SandboxTenants tenants() {
    return Objects.requireNonNull(tenants);
  }

  public FaultQueue faults() {
    return faults;
  }

  public RequestJournal journal() {
    return journal;
  }

  /** The time of the sandbox. */
  public Instant now() {
    return clock.instant();
  }

  /** Reports whether the clock is stopped. */
  public boolean isFrozen() {
    return clock.setting().frozenAt() != null;
  }

  /** Stops the clock at an instant, for the server and its database. */
  public synchronized void freeze(Instant at) {
    move(Setting.frozen(at.truncatedTo(ChronoUnit.MICROS)));
  }

  /** Moves time on, whether it stands still or runs. */
  public synchronized void advance(Duration time) {
    move(clock.setting().later(time));
  }

  /** Returns to the time of the machine. */
  public synchronized void resetClock() {
    move(Setting.REAL);
  }

  private void move(Setting next) {
    SandboxClock.requireThisCentury(next);
    server
        .database()
        .inTransaction(tx -> {
          store.moveClock(tx, schema, next);
          return true;
        });
    clock.set(next);
  }

  /** Resets a tenant, with the faults and the journal of its requests. */
  public void resetTenant(UUID id) {
    tenants().reset(id);
    forget(id);
  }

  /** Removes a tenant, with the faults and the journal of its requests. */
  public void deleteTenant(UUID id) {
    tenants().delete(id);
    forget(id);
  }

  private void forget(UUID id) {
    faults.clear(Optional.of(id));
    journal.clear(Optional.of(id));
  }

  /** Stops the server, and the PostgreSQL if it was started for it. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try (RosterServer closing = server) {
      removeClock(closing.database());
    } finally {
      if (postgres != null) {
        postgres.close();
      }
    }
  }

  /** Closes all that was started for the sandbox. */
  private void removeClock(Database database) {
    if (postgres == null) {
      database.inTransaction(tx -> {
        store.removeClock(tx, schema);
        return true;
      });
    }
  }
}
