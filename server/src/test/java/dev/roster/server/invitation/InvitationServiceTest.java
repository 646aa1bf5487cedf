package dev.roster.server.invitation;

import static dev.roster.server.testing.TestDirectory.ADMIN;
import static dev.roster.server.testing.TestDirectory.AUDIT;
import static dev.roster.server.testing.TestDirectory.BROKEN_AUDIT;
import static dev.roster.server.testing.TestDirectory.CLOCK;
import static dev.roster.server.testing.TestDirectory.EDITOR;
import static dev.roster.server.testing.TestDirectory.OWNER;
import static dev.roster.server.testing.TestDirectory.STORED_NOW;
import static dev.roster.server.testing.TestDirectory.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.server.audit.AuditLog;
import dev.roster.server.caller.AuthGroup;
import dev.roster.server.caller.NotPermittedException;
import dev.roster.server.caller.Scope;
import dev.roster.server.caller.UserCaller;
import dev.roster.server.db.Transaction;
import dev.roster.server.directory.EmailAddress;
import dev.roster.server.directory.MembershipStore;
import dev.roster.server.directory.PersonStore;
import dev.roster.server.idempotency.IdempotencyKey;
import dev.roster.server.idempotency.IdempotencyStore;
import dev.roster.server.invitation.InviteOutcome.Invited;
import dev.roster.server.mail.Outbox;
import dev.roster.server.testing.TestDirectory;
import dev.roster.server.testing.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InvitationServiceTest {
  private static final Duration VALIDITY = Duration.ofDays(7);
  private static final Duration UNTIL_MIDNIGHT = Duration.ofHours(12);
  private static final InvitationQuotas TWO_OF_A_COMPANY = new InvitationQuotas(0, 2, 0, 0);
  private static final Optional<IdempotencyKey> NO_KEY = Optional.empty();
  private static final Optional<IdempotencyKey> KEY = Optional.of(new IdempotencyKey("k"));

  @AutoClose private final TestDirectory directory = new TestDirectory();
  private final InvitationService service = service(AUDIT, InvitationQuotas.OFF);
  private final InvitationService limited = service(AUDIT, TWO_OF_A_COMPANY);

  private InvitationService service(AuditLog audit, InvitationQuotas quotas) {
    MembershipStore memberships = new MembershipStore();
    IdempotencyStore keys = new IdempotencyStore();
    return new InvitationService(
        directory.database(),
        new InvitationStore(),
        memberships,
        new PersonStore(),
        new Outbox(),
        audit,
        keys,
        new QuotaGate(new InvitationQuotaStore(), quotas),
        CLOCK,
        VALIDITY);
  }

  private UserCaller editor() {
    return directory.caller(directory.company(), EDITOR);
  }

  private InviteRequest viewer() {
    return new InviteRequest(directory.address(), VIEWER);
  }

  private long company(UserCaller caller) {
    return caller.workspace().companyId();
  }

  /** Invitations, mails and events of the caller's company. */
  private String written(UserCaller caller) {
    long companyId = company(caller);
    return directory.value(
        String.class,
        """
        SELECT count(*) || ' ' || count(o.id) || ' ' ||
          (SELECT count(*) FROM audit_event WHERE company_id = ?)
        FROM invitation i LEFT JOIN outbox o ON o.invitation_id = i.id
        WHERE i.company_id = ?
        """,
        companyId,
        companyId);
  }

  private long counted(UserCaller caller) {
    return directory.count(
        "SELECT coalesce(sum(used), 0) FROM invitation_quota WHERE subject = ?",
        Long.toString(company(caller)));
  }

  @Test
  void anInvitationIsStoredWithItsMailAndItsEvent() {
    UserCaller caller = editor();
    InviteRequest request = viewer();

    InviteOutcome outcome = service.invite(caller, request, NO_KEY);

    Invitation invitation = ((Invited) outcome).invitation();
    assertThat(invitation)
        .isEqualTo(
            new Invitation(
                invitation.id(),
                company(caller),
                request.email(),
                VIEWER.id(),
                caller.personId(),
                STORED_NOW,
                STORED_NOW.plus(VALIDITY)));
    assertThat(written(caller)).isEqualTo("1 1 1");
    assertThat(directory.eventsOfCompany(company(caller))).containsExactly("invitation.created");
    assertThat(
            directory.texts(
                "SELECT state || ' ' || mailing FROM outbox WHERE invitation_id = ?",
                invitation.id()))
        .containsExactly("waiting 1");
  }

  @Test
  void whoMayNotInviteIsRefusedAndNothingIsWritten() {
    UserCaller viewer = directory.caller(directory.company(), VIEWER);
    UserCaller reader = directory.caller(directory.company(), OWNER, Scope.READ);

    for (UserCaller caller : new UserCaller[] {viewer, reader}) {
      assertThatThrownBy(() -> service.invite(caller, viewer(), KEY))
          .isInstanceOf(NotPermittedException.class);
      assertThat(written(caller)).isEqualTo("0 0 0");
    }
    assertThatThrownBy(() -> service.invite(directory.stranger(), viewer(), NO_KEY))
        .isInstanceOf(NotPermittedException.class);
  }

  @Test
  void nobodyInvitesWithARoleAboveTheirOwnOrWithThatOfOwners() {
    UserCaller editor = editor();
    UserCaller owner = directory.caller(directory.company(), OWNER);

    assertRoleRefused(editor, ADMIN);
    assertRoleRefused(editor, OWNER);
    assertRoleRefused(owner, OWNER);
    assertThat(service.invite(owner, new InviteRequest(directory.address(), ADMIN), NO_KEY))
        .isInstanceOf(Invited.class);
  }

  private void assertRoleRefused(UserCaller caller, AuthGroup role) {
    assertThat(service.invite(caller, new InviteRequest(directory.address(), role), NO_KEY))
        .isEqualTo(new InviteOutcome.RoleAboveOwn());
    assertThat(written(caller)).isEqualTo("0 0 0");
  }

  @Test
  void aMemberIsNotInvitedAgainAndCountsForNoQuota() {
    UserCaller caller = editor();
    EmailAddress email = directory.address();
    directory.membership(company(caller), directory.person(email), VIEWER);

    assertThat(limited.invite(caller, new InviteRequest(email, VIEWER), KEY))
        .isEqualTo(new InviteOutcome.AlreadyMember());

    assertThat(written(caller)).isEqualTo("0 0 0");
    assertThat(counted(caller)).isZero();
  }

  @Test
  void aPendingInvitationIsNotRepeatedAndGivesItsPlaceBack() {
    UserCaller caller = editor();
    InviteRequest request = viewer();
    limited.invite(caller, request, NO_KEY);

    assertThat(limited.invite(caller, request, NO_KEY))
        .isEqualTo(new InviteOutcome.AlreadyInvited());

    assertThat(written(caller)).isEqualTo("1 1 1");
    assertThat(counted(caller)).isEqualTo(1);
  }

  @Test
  void aQuotaLetsNobodyPassUntilMidnightAndWritesNothing() {
    UserCaller caller = editor();
    limited.invite(caller, viewer(), NO_KEY);
    limited.invite(caller, viewer(), NO_KEY);
    String before = written(caller);

    InviteOutcome refused = limited.invite(caller, viewer(), KEY);

    assertThat(refused).isEqualTo(new InviteOutcome.QuotaReached(UNTIL_MIDNIGHT));
    assertThat(written(caller)).isEqualTo(before).isEqualTo("2 2 2");
    assertThat(counted(caller)).isEqualTo(2);
    assertThat(service.invite(caller, viewer(), KEY)).as("the key").isInstanceOf(Invited.class);
  }

  @Test
  void anInvitationThatHasRunOutIsReplacedAndItsEndIsAnEventOfItsOwn() {
    UserCaller caller = editor();
    InviteRequest request = viewer();
    UUID old = directory.invitation(company(caller), request.email(), caller.personId());
    directory.sql(
        "UPDATE invitation SET expires_at = ?::timestamptz WHERE id = ?", STORED_NOW, old);

    assertThat(service.invite(caller, request, NO_KEY)).isInstanceOf(Invited.class);

    assertThat(directory.eventsOfCompany(company(caller)))
        .containsExactly("invitation.expired", "invitation.created");
    assertThat(directory.texts("SELECT action FROM audit_event WHERE invitation_id = ?", old))
        .containsExactly("invitation.expired");
  }

  @Test
  void aRepeatedRequestGetsTheFirstInvitationWhateverBecameOfIt() {
    UserCaller caller = editor();
    InviteRequest request = viewer();
    Invitation first = ((Invited) service.invite(caller, request, KEY)).invitation();
    directory.sql("UPDATE invitation SET revoked_at = now() WHERE id = ?", first.id());

    assertThat(service.invite(caller, request, KEY)).isEqualTo(new InviteOutcome.Repeated(first));

    assertThat(written(caller)).isEqualTo("1 1 1");
  }

  @Test
  void anotherRequestUnderTheKeyIsRefused() {
    UserCaller caller = editor();
    InviteRequest request = viewer();
    service.invite(caller, request, KEY);

    assertThat(service.invite(caller, viewer(), KEY)).isEqualTo(new InviteOutcome.KeyTaken());
    assertThat(service.invite(caller, new InviteRequest(request.email(), EDITOR), KEY))
        .isEqualTo(new InviteOutcome.KeyTaken());

    assertThat(written(caller)).isEqualTo("1 1 1");
    assertThat(service.invite(editor(), viewer(), KEY)).as("of others").isInstanceOf(Invited.class);
  }

  @Test
  void aRefusalLeavesTheKeyFree() {
    UserCaller caller = editor();
    InviteRequest request = viewer();
    Invitation pending = ((Invited) service.invite(caller, request, NO_KEY)).invitation();
    assertThat(service.invite(caller, request, KEY)).isEqualTo(new InviteOutcome.AlreadyInvited());
    directory.sql("UPDATE invitation SET revoked_at = now() WHERE id = ?", pending.id());

    assertThat(service.invite(caller, request, KEY)).isInstanceOf(Invited.class);
  }

  @Test
  void anInvitationThatCannotBeRecordedIsNotStored() {
    UserCaller caller = editor();
    InvitationService unrecorded = service(BROKEN_AUDIT, TWO_OF_A_COMPANY);

    assertThatThrownBy(() -> unrecorded.invite(caller, viewer(), KEY))
        .hasMessageContaining("audit");

    assertThat(written(caller)).isEqualTo("0 0 0");
    assertThat(counted(caller)).isZero();
    assertThat(service.invite(caller, viewer(), KEY)).as("the key").isInstanceOf(Invited.class);
  }

  /**
   * Sends requests at the same time. Each has to wait with what it has done so far, the first for a
   * counter that is locked, and the next for the first or for the counter as well.
   */
  private List<InviteOutcome> together(UserCaller locked, List<Supplier<InviteOutcome>> requests)
      throws Exception {
    directory.sql(
        "INSERT INTO invitation_quota VALUES ('company', ?, ?::date, 0) ON CONFLICT DO NOTHING",
        Long.toString(company(locked)),
        STORED_NOW);
    // a connection that has to be opened first would come when the first no longer waits
    directory.apart(_ -> directory.apart(_ -> directory.apart(_ -> {})));
    List<Future<InviteOutcome>> sent = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(requests.size())) {
      directory.run(tx -> {
        tx.handle()
            .execute(
                "SELECT FROM invitation_quota WHERE subject = ? FOR UPDATE",
                Long.toString(company(locked)));
        for (Supplier<InviteOutcome> request : requests) {
          sent.add(threads.submit(request::get));
          Waiting.until(() -> waiting(tx) == sent.size());
        }
      });
      List<InviteOutcome> outcomes = new ArrayList<>();
      for (Future<InviteOutcome> each : sent) {
        outcomes.add(each.get());
      }
      return outcomes;
    }
  }

  private static int waiting(Transaction tx) {
    return tx.handle()
        .select(
            "SELECT count(DISTINCT l.pid) FROM pg_locks l JOIN pg_stat_activity a USING (pid)"
                + " WHERE NOT l.granted AND a.datname = current_database()")
        .mapTo(Integer.class)
        .one();
  }

  private void onlyTheFirstOfTwoInvites(UserCaller ada, InviteRequest request) throws Exception {
    UserCaller bob = directory.caller(company(ada), EDITOR);

    List<InviteOutcome> outcomes =
        together(
            ada,
            List.of(
                () -> limited.invite(ada, request, NO_KEY),
                () -> limited.invite(bob, request, NO_KEY)));

    assertThat(outcomes.getFirst()).isInstanceOf(Invited.class);
    assertThat(outcomes.getLast()).isEqualTo(new InviteOutcome.AlreadyInvited());
  }

  @Test
  void twoWhoInviteOneAddressAtTheSameTimeInviteItOnce() throws Exception {
    UserCaller ada = editor();
    InviteRequest request = viewer();

    onlyTheFirstOfTwoInvites(ada, request);

    assertThat(written(ada)).isEqualTo("1 1 1");
    assertThat(counted(ada)).isEqualTo(1);
  }

  @Test
  void twoWhoReplaceOneExpiredInvitationAtTheSameTimeReplaceItOnce() throws Exception {
    UserCaller ada = editor();
    InviteRequest request = viewer();
    UUID old = directory.invitation(company(ada), request.email(), ada.personId());
    directory.sql(
        "UPDATE invitation SET expires_at = ?::timestamptz WHERE id = ?", STORED_NOW, old);

    onlyTheFirstOfTwoInvites(ada, request);

    assertThat(directory.eventsOfCompany(company(ada)))
        .containsExactly("invitation.expired", "invitation.created");
    assertThat(counted(ada)).isEqualTo(1);
  }

  @Test
  void twoWhoTakeTheLastPlaceAtTheSameTimeLeaveNothingOfTheSecond() throws Exception {
    UserCaller caller = editor();
    limited.invite(caller, viewer(), NO_KEY);

    List<InviteOutcome> outcomes =
        together(
            caller,
            List.of(
                () -> limited.invite(caller, viewer(), NO_KEY),
                () -> limited.invite(caller, viewer(), NO_KEY)));

    assertThat(outcomes.getFirst()).isInstanceOf(Invited.class);
    assertThat(outcomes.getLast()).isEqualTo(new InviteOutcome.QuotaReached(UNTIL_MIDNIGHT));
    assertThat(written(caller)).isEqualTo("2 2 2");
    assertThat(counted(caller)).isEqualTo(2);
  }

  @Test
  void oneRequestSentTwiceAtTheSameTimeUnderItsKeyIsRepeated() throws Exception {
    UserCaller caller = editor();
    InviteRequest request = viewer();

    List<InviteOutcome> outcomes =
        together(
            caller,
            List.of(
                () -> limited.invite(caller, request, KEY),
                () -> limited.invite(caller, request, KEY)));

    assertThat(outcomes.getLast())
        .isEqualTo(new InviteOutcome.Repeated(((Invited) outcomes.getFirst()).invitation()));
    assertThat(written(caller)).isEqualTo("1 1 1");
    assertThat(counted(caller)).isEqualTo(1);
  }

  @Test
  void twoRequestsAtTheSameTimeUnderOneKeyLeaveNothingOfTheSecond() throws Exception {
    UserCaller caller = editor();

    List<InviteOutcome> outcomes =
        together(
            caller,
            List.of(
                () -> limited.invite(caller, viewer(), KEY),
                () -> limited.invite(caller, viewer(), KEY)));

    assertThat(outcomes.getFirst()).isInstanceOf(Invited.class);
    assertThat(outcomes.getLast()).isEqualTo(new InviteOutcome.KeyTaken());
    assertThat(written(caller)).isEqualTo("1 1 1");
    assertThat(counted(caller)).isEqualTo(1);
  }

  /** The second invites to another company, which the key of the first takes back. */
  @Test
  void aRequestRepeatedAfterASwitchWhileTheFirstIsUnderWayGetsTheInvitationOfTheFirst() {
    UserCaller caller = editor();
    long other = directory.company();
    InviteRequest request = viewer();
    UUID made = directory.invitation(other, request.email(), caller.personId());

    InviteOutcome late =
        directory.second(
            tx ->
                new IdempotencyStore()
                    .claim(
                        tx, caller.personId(), request.under(KEY.orElseThrow()), made.toString()),
            () -> limited.invite(caller, request, KEY));

    assertThat(((InviteOutcome.Repeated) late).invitation().id()).isEqualTo(made);
    assertThat(written(caller)).isEqualTo("0 0 0");
    assertThat(counted(caller)).isZero();
  }

  @Test
  void aStatusIsThatOfAnInvitationToTheCurrentWorkspace() {
    UserCaller caller = editor();
    InviteRequest request = viewer();
    UUID id = ((Invited) service.invite(caller, request, NO_KEY)).invitation().id();

    Invitation.Status status = status(caller, id).orElseThrow();

    assertThat(status.email()).isEqualTo(request.email());
    assertThat(status.company().id()).isEqualTo(company(caller));
    assertThat(status.acceptable()).isTrue();
    assertThat(status.existingUser()).isFalse();
    assertThat(status(editor(), id)).as("of another company").isEmpty();
    assertThat(status(directory.stranger(), id)).isEmpty();
    assertThat(status(caller, UUID.randomUUID())).isEmpty();
  }

  private Optional<Invitation.Status> status(UserCaller caller, UUID id) {
    return service.status(caller, id, directory.ask(caller.personId(), service.find(id)));
  }

  @Test
  void whoHasLeftTheCompanyLearnsNothing() {
    UserCaller caller = editor();
    UUID id = ((Invited) service.invite(caller, viewer(), NO_KEY)).invitation().id();
    directory.sql("UPDATE membership SET enabled = false WHERE person_id = ?", caller.personId());

    assertThat(status(caller, id)).isEmpty();
  }

  @Test
  void anAccountIsFoundByTheAddressOfAnInvitationWithoutAKey() {
    UserCaller caller = editor();
    InviteRequest request = viewer();
    UUID id = ((Invited) service.invite(caller, request, NO_KEY)).invitation().id();
    directory.sql("UPDATE invitation SET email_key = NULL WHERE id = ?", id);
    assertThat(status(caller, id).orElseThrow().existingUser()).isFalse();

    directory.person(new EmailAddress(request.email().typed().toUpperCase(Locale.ROOT)));

    assertThat(status(caller, id).orElseThrow().existingUser()).isTrue();
  }
}
