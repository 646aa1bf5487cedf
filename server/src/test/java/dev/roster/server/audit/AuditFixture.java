package dev.roster.server.audit;

import dev.roster.server.boot.OperatorServices;
import dev.roster.server.caller.OperatorCaller;
import dev.roster.server.caller.Scope;
import dev.roster.server.credential.TokenRequest;
import dev.roster.server.mail.InvitationSecret;
import dev.roster.server.testing.InvitationFixture;
import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.TestServer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** A directory with something to do for every writing operation, and its audit log. */
final class AuditFixture implements AutoCloseable {
  static final OperatorCaller OPERATOR = TestServer.OPERATOR;
  static final UUID ALPHA = UUID.fromString("aaaaaaaa-0000-4000-8000-000000000001");
  static final UUID PENDING = UUID.fromString("eeeeeeee-0000-4000-8000-000000000001");
  static final UUID RUN_OUT = UUID.fromString("eeeeeeee-0000-4000-8000-000000000002");
  static final UUID DEAD_MAIL = UUID.fromString("eeeeeeee-0000-4000-8000-000000000003");
  static final String SECRET = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ";
  static final TokenRequest REQUEST =
      new TokenRequest(
          "a label", Set.of(Scope.READ, Scope.WRITE), Optional.of(Duration.ofDays(1)), false);

  final TestServer server;
  final OperatorServices services;
  final String tokenId;
  final UUID keyId;

  AuditFixture(Clock clock) {
    server = TestServer.withData("two-tenants", clock);
    services = OperatorServices.over(server.database(), clock);
    tokenId = services.tokens().create(OPERATOR, 1, REQUEST).orElseThrow().id();
    keyId =
        services
            .tenantKeys()
            .create(OPERATOR, ALPHA, "", Optional.empty(), shown -> {})
            .orElseThrow()
            .id();
    sql(
        """
        INSERT INTO invitation (id, company_id, email, email_key, auth_group_id, invited_by, created_at, expires_at)
        VALUES ('%s', 1, 'New@x.test', 'new@x.test', 3, 1, now() - interval '9 days', now() + interval '1 day'),
               ('%s', 1, 'late@x.test', 'late@x.test', 3, 1, now() - interval '9 days', now() - interval '1 day')
        """
            .formatted(PENDING, RUN_OUT));
    sql(
        """
        INSERT INTO outbox (id, invitation_id, mailing, message_id, state, created_at)
        VALUES ('%s', '%s', 1, '<dead@roster>', 'dead', now())
        """
            .formatted(DEAD_MAIL, PENDING));
    server
        .database()
        .inTransaction(tx ->
            tx.handle()
                .execute(
                    "INSERT INTO invitation_secret (hash, invitation_id, mailing) VALUES (?, ?, 1)",
                    new InvitationSecret(SECRET).hash(),
                    PENDING));
  }

  RawResponse accept() {
    return InvitationFixture.accept(server, SECRET, "New", "Person");
  }

  RawResponse decline() {
    return InvitationFixture.decline(server, SECRET);
  }

  void sql(String statement) {
    server.database().inTransaction(tx -> tx.handle().execute(statement));
  }

  /** The events after an id, the oldest first. */
  List<AuditEvent> events(long after) {
    return services.audit().newest(OPERATOR, AuditQuery.ALL.after(after), Long.MAX_VALUE, 100);
  }

  long lastEvent() {
    return events(0).stream().mapToLong(AuditEvent::id).max().orElse(0);
  }

  /** The tables of the directory; the log itself and Flyway's history are none. */
  List<String> tables() {
    return server
        .database()
        .reading(tx ->
            tx.handle()
                .createQuery(
                    """
                    SELECT table_name FROM information_schema.tables
                    WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
                      AND table_name NOT IN ('audit_event', 'flyway_schema_history')
                    ORDER BY table_name
                    """)
                .mapTo(String.class)
                .list());
  }

  /** Every row of the directory. */
  String directory() {
    return tables().stream().map(this::rows).collect(Collectors.joining("\n"));
  }

  private String rows(String table) {
    return server
        .database()
        .reading(tx ->
            tx.handle()
                .createQuery("SELECT t::text FROM " + table + " t ORDER BY 1")
                .mapTo(String.class)
                .collect(Collectors.joining("\n")));
  }

  @Override
  public void close() {
    server.close();
  }
}
