package dev.roster.server.audit;

import static dev.roster.server.audit.AuditFixture.ALPHA;
import static dev.roster.server.audit.AuditFixture.OPERATOR;
import static dev.roster.server.audit.AuditFixture.PENDING;
import static dev.roster.server.audit.AuditFixture.REQUEST;
import static dev.roster.server.audit.AuditFixture.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.audit.AuditEvent.Actor;
import dev.roster.server.caller.CallOrigin;
import dev.roster.server.caller.TenantCaller;
import dev.roster.server.credential.IssuedTenantKey;
import dev.roster.server.credential.IssuedToken;
import dev.roster.server.credential.RotateOutcome.Rotated;
import dev.roster.server.directory.EmailAddress;
import dev.roster.server.testing.MovableClock;
import dev.roster.server.testing.RawResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The content of events, and what they leave out. */
class DatabaseAuditLogTest {
  private static final String INVITATIONS = "/api/accounts/invitations/";
  private static final Instant NOW = Instant.parse("2031-03-01T12:00:00.123456Z");

  private final MovableClock clock = new MovableClock(NOW);
  private AuditFixture fixture;
  private long before;

  @BeforeEach
  void start() {
    fixture = new AuditFixture(clock);
    before = fixture.lastEvent();
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  private AuditEvent event() {
    assertThat(fixture.events(before)).hasSize(1);
    return fixture.events(before).getFirst();
  }

  @Test
  void anInvitationTellsWhoSentItFromWhereAndInWhichRequest() {
    IssuedToken token = fixture.services.tokens().create(OPERATOR, 1, REQUEST).orElseThrow();
    before = fixture.lastEvent();
    clock.advance(Duration.ofNanos(1999));

    RawResponse answer =
        fixture.server.post(
            token.secret(), INVITATIONS, "{\"email\":\"a@b.test\",\"auth_group\":4}");

    assertThat(event())
        .isEqualTo(
            new AuditEvent(
                event().id(),
                NOW.plusNanos(1000),
                "invitation.created",
                Actor.USER,
                Optional.of(1L),
                Optional.of(token.id()),
                Optional.of(1L),
                Optional.empty(),
                Optional.empty(),
                Optional.of(UUID.fromString(answer.text().substring(7, 43))),
                Optional.empty(),
                Optional.of("127.0.0.1"),
                answer.header("x-request-id"),
                "{\"auth_group_id\": 4}"));
    assertThat(event().requestId()).isPresent();
  }

  @Test
  void anAcceptanceIsOneEventOfAVisitorAboutThePerson() {
    assertThat(fixture.accept().status()).isEqualTo(200);

    assertThat(event().actor()).isEqualTo(Actor.VISITOR);
    assertThat(event().actorPersonId()).isEmpty();
    assertThat(event().personId()).hasValue(6L);
    assertThat(event().companyId()).hasValue(1L);
    assertThat(event().invitationId()).hasValue(PENDING);
    assertThat(event().address()).hasValue("127.0.0.1");
    assertThat(event().detail())
        .contains("\"new_person\": true", "\"invited_as\": 3", "\"membership_id\": 7");
  }

  @Test
  void aCommandIsAnEventOfTheAccountAtTheTerminal() {
    fixture.services.accounts().suspend(OPERATOR, new EmailAddress("ANN@alpha.test"));

    assertThat(event().actor()).isEqualTo(Actor.OPERATOR);
    assertThat(event().credential()).hasValue("test");
    assertThat(event().personId()).hasValue(1L);
    assertThat(event().address()).isEmpty();
    assertThat(event().requestId()).isEmpty();
  }

  @Test
  void aTenantIsNamedByItsKey() {
    UUID key = UUID.randomUUID();
    AuditLog log = new DatabaseAuditLog(new AuditStore(), clock);
    CallOrigin from = new CallOrigin(Optional.of("::1"), Optional.of("r-1"));

    fixture
        .server
        .database()
        .inTransaction(tx -> {
          log.record(
              tx, new TenantCaller(ALPHA, key, from), AuditedChange.of(AuditAction.OUTBOX_RETRIED));
          return true;
        });

    assertThat(event().actor()).isEqualTo(Actor.TENANT);
    assertThat(event().credential()).hasValue(key.toString());
    assertThat(event().address()).hasValue("::1");
  }

  @Test
  void aTokenThatWasImportedIsNamedByItsId() {
    fixture.server.post("ann-token", "/api/accounts/workspaces/switch/", "{\"company_id\":2}");

    assertThat(UUID.fromString(event().credential().orElseThrow())).isNotNull();
    assertThat(event().companyId()).hasValue(2L);
  }

  @Test
  void aRotationNamesBothKeysAndARetryItsMail() {
    Rotated done =
        (Rotated)
            fixture
                .services
                .tenantKeys()
                .rotate(OPERATOR, fixture.keyId, Duration.ofHours(24), shown -> {});

    assertThat(event().object()).hasValue(done.key().id().toString());
    assertThat(event().tenantId()).hasValue(ALPHA);
    assertThat(event().detail())
        .contains(fixture.keyId.toString(), "\"old_until\": \"2031-03-02T12:00:00.123456Z\"");

    before = fixture.lastEvent();
    fixture.services.outbox().retry(OPERATOR, Optional.of(AuditFixture.DEAD_MAIL));

    assertThat(event().object()).hasValue(AuditFixture.DEAD_MAIL.toString());
    assertThat(event().detail()).isEqualTo("{\"mails\": 1}");
  }

  @Test
  void whatChangesNothingLeavesNoEvent() {
    fixture.services.tokens().revoke(OPERATOR, fixture.tokenId);
    fixture.services.tenantKeys().revoke(OPERATOR, fixture.keyId);
    fixture.services.accounts().suspend(OPERATOR, new EmailAddress("both@both.test"));
    fixture.services.outbox().retry(OPERATOR, Optional.empty());
    fixture.services.invitations().revoke(OPERATOR, 1, PENDING);
    before = fixture.lastEvent();

    clock.advance(Duration.ofMinutes(1));
    fixture.services.tokens().revoke(OPERATOR, fixture.tokenId);
    fixture.services.tokens().revoke(OPERATOR, "rst_live_unknown");
    fixture.services.tenantKeys().revoke(OPERATOR, fixture.keyId);
    fixture.services.tenantKeys().rotate(OPERATOR, fixture.keyId, Duration.ZERO, shown -> {});
    fixture.services.accounts().suspend(OPERATOR, new EmailAddress("both@both.test"));
    fixture.services.accounts().suspend(OPERATOR, new EmailAddress("nobody@x.test"));
    fixture.services.tokens().create(OPERATOR, 2, REQUEST);
    fixture.services.outbox().retry(OPERATOR, Optional.empty());
    fixture.services.invitations().revoke(OPERATOR, 1, PENDING);
    fixture.services.invitations().resend(OPERATOR, 3, PENDING, Duration.ofDays(1));
    assertThat(fixture.accept().status()).isEqualTo(404);
    for (String body :
        List.of(
            "{\"email\":\"ann@alpha.test\",\"auth_group\":4}",
            "{\"email\":\"x@y.test\",\"auth_group\":1}",
            "{}")) {
      assertThat(fixture.server.post("ann-token", INVITATIONS, body).status()).isEqualTo(400);
    }
    assertThat(
            fixture
                .server
                .post("ann-token", "/api/accounts/workspaces/switch/", "{\"company_id\":3}")
                .status())
        .isBetween(400, 499);

    assertThat(fixture.events(before)).isEmpty();
  }

  @Test
  void noEventHoldsASecretOrAnAddressOfMail() {
    IssuedToken token = fixture.services.tokens().create(OPERATOR, 1, REQUEST).orElseThrow();
    IssuedTenantKey key =
        fixture
            .services
            .tenantKeys()
            .create(OPERATOR, ALPHA, "l", Optional.empty(), shown -> {})
            .orElseThrow();
    fixture.server.post(token.secret(), INVITATIONS, "{\"email\":\"a@b.test\",\"auth_group\":4}");
    fixture.accept();
    fixture.services.tokens().revoke(OPERATOR, token.secret());
    fixture.services.tokens().revoke(OPERATOR, "ben-token");

    String all =
        String.join("\n", fixture.events(0).stream().map(AuditFormat.JSONL::line).toList());

    assertThat(all)
        .contains(token.id(), key.id().toString(), "token.revoked", "invitation.accepted")
        .doesNotContain(
            token.secret(), key.secret().toString(), SECRET, "ben-token", "ann-token", "@");
  }
}
