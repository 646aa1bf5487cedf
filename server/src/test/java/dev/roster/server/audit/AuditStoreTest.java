package dev.roster.server.audit;

import static dev.roster.server.testing.TestDirectory.STORED_NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.audit.AuditEvent.Actor;
import dev.roster.server.audit.DatabaseAuditLog.Who;
import dev.roster.server.caller.CallOrigin;
import dev.roster.server.testing.TestDirectory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditStoreTest {
  private static final Who NOBODY =
      new Who(Actor.VISITOR, Optional.empty(), Optional.empty(), Optional.empty());
  private static final int MANY = 100;

  private final AuditStore events = new AuditStore();
  @AutoClose private final TestDirectory directory = new TestDirectory();

  private void append(Instant at, Who who, AuditedChange change) {
    directory.run(tx -> events.append(tx, at, who, CallOrigin.terminal(), change));
  }

  private void append(AuditedChange change) {
    append(STORED_NOW, NOBODY, change);
  }

  private List<AuditEvent> page(AuditQuery query) {
    return directory.reading(tx -> events.page(tx, query, Long.MAX_VALUE, MANY));
  }

  private static AuditQuery ofCompany(long companyId) {
    return query(companyId, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static AuditQuery query(
      long companyId,
      Optional<AuditAction> action,
      Optional<Instant> since,
      Optional<Instant> until) {
    return new AuditQuery(Optional.of(companyId), Optional.empty(), action, since, until, 0);
  }

  private static AuditedChange change(AuditAction action, long companyId) {
    return AuditedChange.of(action).company(companyId);
  }

  private List<Long> ids(long companyId) {
    return page(ofCompany(companyId)).stream().map(AuditEvent::id).toList();
  }

  @Test
  void anEventIsReadAsItWasWritten() {
    long companyId = directory.company();
    UUID tenant = UUID.randomUUID();
    UUID invitation = UUID.randomUUID();
    CallOrigin from = new CallOrigin(Optional.of("192.0.2.1"), Optional.of("request"));
    Who who = new Who(Actor.USER, Optional.of(5L), Optional.empty(), Optional.of("credential"));
    AuditedChange change =
        change(AuditAction.TOKEN_CREATED, companyId)
            .tenant(tenant)
            .person(6)
            .invitation(invitation)
            .object("object")
            .with("text", "\"quoted\"")
            .with("number", 7)
            .with("list", List.of("a"));

    directory.run(tx -> events.append(tx, STORED_NOW, who, from, change));

    assertThat(page(ofCompany(companyId)))
        .containsExactly(
            new AuditEvent(
                ids(companyId).getFirst(),
                STORED_NOW,
                "token.created",
                Actor.USER,
                Optional.of(5L),
                Optional.of("credential"),
                Optional.of(companyId),
                Optional.of(tenant),
                Optional.of(6L),
                Optional.of(invitation),
                Optional.of("object"),
                Optional.of("192.0.2.1"),
                Optional.of("request"),
                "{\"list\": [\"a\"], \"text\": \"\\\"quoted\\\"\", \"number\": 7}"));
  }

  @Test
  void whatIsNotKnownIsEmpty() {
    long companyId = directory.company();
    append(change(AuditAction.OUTBOX_RETRIED, companyId));

    assertThat(page(ofCompany(companyId)))
        .singleElement()
        .satisfies(event -> {
          assertThat(event.actorPersonId()).isEmpty();
          assertThat(event.credential()).isEmpty();
          assertThat(event.tenantId()).isEmpty();
          assertThat(event.invitationId()).isEmpty();
          assertThat(event.address()).isEmpty();
          assertThat(event.detail()).isEqualTo("{}");
        });
  }

  @Test
  void aTokenIsNamedByItsPublicIdOrElseByItsRow() {
    long companyId = directory.company();
    UUID named = token(directory.unique("public"));
    UUID imported = token(null);
    UUID gone = UUID.randomUUID();

    for (UUID token : List.of(named, imported, gone)) {
      append(
          STORED_NOW,
          new Who(Actor.USER, Optional.of(1L), Optional.of(token), Optional.empty()),
          change(AuditAction.WORKSPACE_SWITCHED, companyId));
    }

    assertThat(page(ofCompany(companyId)))
        .extracting(event -> event.credential().orElseThrow())
        .containsExactly(
            directory.texts("SELECT public_id FROM api_token WHERE id = ?", named).getFirst(),
            imported.toString(),
            gone.toString());
  }

  private UUID token(String publicId) {
    return directory.value(
        UUID.class,
        "INSERT INTO api_token (public_id, token_hash, person_id) VALUES (?, ?, ?) RETURNING id",
        publicId,
        directory.unique("hash").getBytes(StandardCharsets.UTF_8),
        directory.person());
  }

  @Test
  void aPersonIsFoundAsWhoDidItAndAsWhomItWasDoneTo() {
    long personId = directory.person();
    long companyId = directory.company();
    append(change(AuditAction.PERSON_SUSPENDED, companyId).person(personId));
    append(
        STORED_NOW,
        new Who(Actor.USER, Optional.of(personId), Optional.empty(), Optional.empty()),
        change(AuditAction.INVITATION_CREATED, companyId));
    append(change(AuditAction.PERSON_SUSPENDED, companyId).person(directory.person()));

    assertThat(
            page(
                new AuditQuery(
                    Optional.empty(),
                    Optional.of(personId),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    0)))
        .extracting(AuditEvent::action)
        .containsExactly("person.suspended", "invitation.created");
  }

  @Test
  void timeBeginsWithSinceAndEndsBeforeUntil() {
    long companyId = directory.company();
    for (int second = 0; second < 4; second++) {
      append(STORED_NOW.plusSeconds(second), NOBODY, change(AuditAction.TOKEN_REVOKED, companyId));
    }

    assertThat(
            page(
                query(
                    companyId,
                    Optional.empty(),
                    Optional.of(STORED_NOW.plusSeconds(1)),
                    Optional.of(STORED_NOW.plusSeconds(3)))))
        .extracting(AuditEvent::at)
        .containsExactly(STORED_NOW.plusSeconds(1), STORED_NOW.plusSeconds(2));
  }

  @Test
  void anActionAndACompanyNarrowTheSelectionTogether() {
    long companyId = directory.company();
    append(change(AuditAction.TOKEN_REVOKED, companyId));
    append(change(AuditAction.TOKEN_CREATED, companyId));
    append(change(AuditAction.TOKEN_REVOKED, directory.company()));

    assertThat(
            page(
                query(
                    companyId,
                    Optional.of(AuditAction.TOKEN_REVOKED),
                    Optional.empty(),
                    Optional.empty())))
        .extracting(AuditEvent::action)
        .containsExactly("token.revoked");
  }

  @Test
  void aPageBeginsAfterAnIdAndTheNewestComeTheOtherWayRound() {
    long companyId = directory.company();
    for (int i = 0; i < 5; i++) {
      append(change(AuditAction.TOKEN_REVOKED, companyId));
    }
    List<Long> ids = ids(companyId);
    AuditQuery query = ofCompany(companyId);

    assertThat(
            directory.<List<AuditEvent>>reading(
                tx -> events.page(tx, query.after(ids.get(0)), ids.get(3), 2)))
        .extracting(AuditEvent::id)
        .containsExactly(ids.get(1), ids.get(2));
    assertThat(directory.<List<AuditEvent>>reading(tx -> events.newest(tx, query, ids.get(3), 2)))
        .extracting(AuditEvent::id)
        .containsExactly(ids.get(3), ids.get(2));
    assertThat(directory.<Long>reading(events::last)).isGreaterThanOrEqualTo(ids.get(4));
  }

  @Test
  void anEmptyLogEndsWithZero() {
    append(change(AuditAction.TOKEN_REVOKED, directory.company()));

    assertThat(
            directory.<Long>undone(tx -> {
              tx.handle().execute("TRUNCATE audit_event");
              return events.last(tx);
            }))
        .isZero();
  }

  @Test
  void whoWritesAnEventIsNamedUntilTheTransactionEnds() {
    long companyId = directory.company();

    List<String> during =
        directory.inTransaction(tx -> {
          events.append(
              tx,
              STORED_NOW,
              NOBODY,
              CallOrigin.terminal(),
              change(AuditAction.TOKEN_REVOKED, companyId));
          return directory.<List<String>>reading(events::writing);
        });

    assertThat(during).hasSize(1);
    assertThat(directory.<List<String>>reading(events::writing))
        .doesNotContainAnyElementsOf(during);
  }

  @Test
  void theNumberOfWrittenEventsGrowsWithEach() {
    long before = directory.reading(events::written);

    append(change(AuditAction.WORKSPACE_SWITCHED, directory.company()));

    assertThat(directory.reading(events::written)).isEqualTo(before + 1);
  }
}
