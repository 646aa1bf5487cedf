package dev.roster.server.diagnosis;

import dev.roster.server.authentication.AuthenticationStore;
import dev.roster.server.authentication.DemoCredentialService;
import dev.roster.server.authentication.DemoCredentials.Accepted;
import dev.roster.server.caller.OperatorCaller;
import dev.roster.server.db.Database;
import dev.roster.server.db.DatabaseClock;
import dev.roster.server.db.DatabaseUnreachableException;
import dev.roster.server.db.DatabaseUrl;
import dev.roster.server.db.SchemaReport;
import dev.roster.server.db.SqlReason;
import dev.roster.server.diagnosis.PostgresStore.Role;
import dev.roster.server.diagnosis.PostgresStore.Session;
import dev.roster.server.mail.Outbox;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The checks of a database, all in one session that can only read. */
public final class DatabaseChecks {
  private static final Duration LATE_MAIL = Duration.ofMinutes(15);

  private final DatabaseUrl url;
  private final int connections;
  private final boolean exposed;
  private final boolean embedded;
  private final Clock clock;
  private final PostgresStore store = new PostgresStore();
  private final Outbox outbox = new Outbox();

  /**
   * @param connections how many a server opens
   * @param exposed whether others than this machine reach the server
   * @param embedded whether the PostgreSQL is Roster's own, whose only role is a superuser
   */
  public DatabaseChecks(
      DatabaseUrl url, int connections, boolean exposed, boolean embedded, Clock clock) {
    this.url = url;
    this.connections = connections;
    this.exposed = exposed;
    this.embedded = embedded;
    this.clock = clock;
  }

  /** All findings; only that it cannot be reached if so. */
  public List<Finding> run(OperatorCaller caller) {
    long begun = System.nanoTime();
    try (Database database = Database.openForDiagnosis(url)) {
      long millis = Duration.ofNanos(System.nanoTime() - begun).toMillis();
      return findings(database, millis, caller);
    } catch (DatabaseUnreachableException unreachable) {
      return List.of(
          Finding.fail(
              "database",
              String.valueOf(unreachable.getMessage()),
              "see that it runs, and that host, port, name, user and password of the URL are"
                  + " right"));
    }
  }

  private List<Finding> findings(Database database, long millis, OperatorCaller caller) {
    List<Finding> findings = new ArrayList<>();
    Session session = database.reading(store::session);
    findings.add(
        Finding.ok(
            "database",
            url + ", PostgreSQL " + session.version() + ", reached in " + millis + " ms"));
    findings.add(PostgresChecks.encryption(session));
    findings.add(replication(database, session));
    findings.add(
        checked(
            "session",
            () -> PostgresChecks.session(url.sharesSessions(), database.sessionWarnings())));
    Role role = database.reading(store::role);
    SchemaReport schema = SchemaReport.of(database);
    findings.add(checked("schema", () -> schema(schema, role)));
    findings.add(checked("role", () -> role(role)));
    findings.add(
        checked(
            "connections",
            () -> PostgresChecks.connections(database.reading(store::connections), connections)));
    findings.add(
        checked(
            "collation",
            () -> PostgresChecks.collation(database.reading(store::changedCollations))));
    findings.add(
        checked("clock", () -> PostgresChecks.clock(new DatabaseClock(database, clock).skew())));
    if (schema.isUsable()) {
      findings.add(checked("outbox", () -> outbox(database.reading(outbox::backlog))));
      findings.add(checked("demo", () -> demo(demoCredentials(database, caller))));
    }
    return findings;
  }

  /** One that cannot be checked does not keep the others from it. */
  private static Finding checked(String subject, Supplier<Finding> check) {
    try {
      return check.get();
    } catch (RuntimeException failure) {
      return Finding.fail(subject, "could not be checked: " + SqlReason.of(failure), "");
    }
  }

  private Finding replication(Database database, Session session) {
    if (session.standby()) {
      return Finding.fail(
          "replication",
          "a standby, which only reads",
          "name the primary in the database URL, or all hosts with targetServerType=primary");
    }
    if (session.readOnly()) {
      return Finding.fail(
          "replication",
          "a primary that only reads (default_transaction_read_only)",
          "end what makes it read-only, or name another database");
    }
    return checked("replication", () -> PostgresChecks.standbys(database.reading(store::standbys)));
  }

  private static Finding schema(SchemaReport schema, Role role) {
    if (schema.fault().isPresent()) {
      return Finding.fail("schema", schema.fault().get(), "see Migrations in docs/database.md");
    }
    if (!schema.pending().isEmpty()) {
      String text =
          Phrase.count(schema.pending().size(), "migration is", "migrations are")
              + " pending, up to "
              + schema.newest();
      return role.mayMigrate()
          ? Finding.warn(
              "schema",
              text,
              "the next start of 'roster serve' applies them, or 'roster" + " migrate'")
          : Finding.fail(
              "schema",
              text + ", and the role " + role.name() + " may not apply them",
              "run 'roster migrate' with the role that owns the tables");
    }
    return schema.newer().isEmpty()
        ? Finding.ok("schema", "up to date, migration " + schema.newest())
        : Finding.warn(
            "schema",
            "newer than this version ("
                + schema.newer().getLast()
                + "; this one ends with "
                + schema.newest()
                + "), and serves it",
            "upgrade this server, too");
  }

  private Finding role(Role role) {
    if (!role.refused().isEmpty()) {
      return Finding.fail(
          "role",
          "the role " + role.name() + " may not use " + Phrase.names(role.refused()),
          "GRANT SELECT, INSERT, UPDATE, DELETE on all tables, and USAGE on all sequences");
    }
    if (role.superuser() && !embedded) {
      return Finding.warn(
          "role",
          role.name() + " is a superuser",
          "use a role that owns the database and nothing else, see docs/database.md");
    }
    return Finding.ok(
        "role",
        role.name()
            + (role.mayMigrate()
                ? " may serve and migrate"
                : " may serve; 'roster migrate' needs the role that owns the tables"));
  }

  private static Finding outbox(Outbox.Backlog backlog) {
    if (backlog.waiting() == 0) {
      return Finding.ok("outbox", "no mail waits");
    }
    String text =
        Phrase.count(backlog.waiting(), "mail waits", "mails wait")
            + ", the oldest for "
            + Phrase.seconds(backlog.oldest());
    return backlog.oldest().compareTo(LATE_MAIL) > 0
        ? Finding.warn("outbox", text, "'roster outbox list' shows why")
        : Finding.ok("outbox", text);
  }

  private Accepted demoCredentials(Database database, OperatorCaller caller) {
    return new DemoCredentialService(database, new AuthenticationStore(), clock).accepted(caller);
  }

  private Finding demo(Accepted accepted) {
    if (accepted.isEmpty()) {
      return Finding.ok("demo", "no public demo credential is accepted");
    }
    String text =
        "the database accepts "
            + Phrase.count(
                (long) accepted.tokens().size() + accepted.keys().size(),
                "public demo credential",
                "public demo credentials");
    return exposed
        ? Finding.fail(
            "demo",
            text + ", and others reach the server",
            "use another database, or revoke them with 'roster token revoke' and 'roster tenant-key"
                + " revoke'")
        : Finding.ok("demo", text + ", on this machine only");
  }
}
