package dev.roster.server.invitation;

import static dev.roster.server.testing.TestDirectory.ADMIN;
import static dev.roster.server.testing.TestDirectory.AUDIT;
import static dev.roster.server.testing.TestDirectory.BROKEN_AUDIT;
import static dev.roster.server.testing.TestDirectory.CLOCK;
import static dev.roster.server.testing.TestDirectory.EDITOR;
import static dev.roster.server.testing.TestDirectory.OWNER;
import static dev.roster.server.testing.TestDirectory.STORED_NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.server.audit.AuditLog;
import dev.roster.server.caller.NotPermittedException;
import dev.roster.server.caller.Scope;
import dev.roster.server.caller.UserCaller;
import dev.roster.server.directory.EmailAddress;
import dev.roster.server.idempotency.IdempotencyKey;
import dev.roster.server.idempotency.IdempotencyStore;
import dev.roster.server.mail.Outbox;
import dev.roster.server.testing.TestDirectory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkspaceInvitationServiceTest {
  private static final Duration VALIDITY = Duration.ofDays(7);
  private static final InvitationQuotas ONE_TO_AN_ADDRESS = new InvitationQuotas(0, 0, 1, 0);

  @AutoClose private final TestDirectory directory = new TestDirectory();
  private final WorkspaceInvitationService service = service(AUDIT, InvitationQuotas.OFF);
  private final WorkspaceInvitationService limited = service(AUDIT, ONE_TO_AN_ADDRESS);

  private WorkspaceInvitationService service(AuditLog audit, InvitationQuotas quotas) {
    return new WorkspaceInvitationService(
        directory.database(),
        new InvitationStore(),
        new Outbox(),
        audit,
        new IdempotencyStore(),
        new QuotaGate(new InvitationQuotaStore(), quotas),
        CLOCK,
        VALIDITY);
  }

  private UUID pending(UserCaller caller) {
    return pending(caller, directory.address());
  }

  private UUID pending(UserCaller caller, EmailAddress email) {
    return directory.invitation(caller.workspace().companyId(), email, caller.personId());
  }

  private static Optional<IdempotencyKey> key(String text) {
    return Optional.of(new IdempotencyKey(text));
  }

  /** Everything that a change of the invitation writes. */
  private String written(UUID id) {
    return directory.value(
        String.class,
        """
        SELECT i::text || ' ' || (SELECT count(*) FROM outbox WHERE invitation_id = i.id) || ' ' ||
          (SELECT count(*) FROM audit_event WHERE invitation_id = i.id) || ' ' ||
          (SELECT count(*) FROM invitation_secret WHERE invitation_id = i.id)
        FROM invitation i WHERE id = ?
        """,
        id);
  }

  @Test
  void sendingAgainWritesMailEventAndTheNewEnd() {
    UserCaller owner = directory.caller(directory.company(), OWNER);
    UUID id = pending(owner);
    directory.secret(id);

    ChangeOutcome outcome = service.resend(owner, id, Optional.empty());

    assertThat(((ChangeOutcome.Changed) outcome).invitation().expiresAt())
        .isEqualTo(STORED_NOW.plus(VALIDITY));
    assertThat(
            directory.texts(
                "SELECT state || ' ' || mailing FROM outbox WHERE invitation_id = ?", id))
        .containsExactly("waiting 2");
    assertThat(
            directory.texts(
                "SELECT action || ' ' || actor_person_id FROM audit_event WHERE invitation_id = ?",
                id))
        .containsExactly("invitation.resent " + owner.personId());
    assertThat(
            directory.count("SELECT count(*) FROM invitation_secret WHERE invitation_id = ?", id))
        .isZero();
  }

  @Test
  void whoDoesNotAdministerTheWorkspaceIsRefusedAndNothingIsWritten() {
    UserCaller owner = directory.caller(directory.company(), OWNER);
    long companyId = owner.workspace().companyId();
    UUID id = pending(owner);
    String before = written(id);

    for (UserCaller caller :
        List.of(
            directory.caller(companyId, EDITOR),
            directory.caller(companyId, ADMIN, Scope.READ),
            directory.stranger())) {
      assertThatThrownBy(() -> service.resend(caller, id, Optional.empty()))
          .isInstanceOf(NotPermittedException.class);
      assertThatThrownBy(() -> service.revoke(caller, id))
          .isInstanceOf(NotPermittedException.class);
    }
    UserCaller other = directory.caller(directory.company(), OWNER);
    assertThat(service.resend(other, id, Optional.empty()))
        .isInstanceOf(ChangeOutcome.NotFound.class);
    assertThat(service.revoke(other, id)).isInstanceOf(ChangeOutcome.NotFound.class);
    assertThat(service.page(other, Optional.empty(), Optional.empty(), 10)).isEmpty();
    assertThat(written(id)).isEqualTo(before);
  }

  @Test
  void withoutTheEventNothingIsChanged() {
    UserCaller owner = directory.caller(directory.company(), OWNER);
    UUID id = pending(owner);
    directory.secret(id);
    String before = written(id);
    WorkspaceInvitationService broken = service(BROKEN_AUDIT, InvitationQuotas.OFF);

    assertThatThrownBy(() -> broken.resend(owner, id, key("broken")))
        .isInstanceOf(RuntimeException.class);
    assertThatThrownBy(() -> broken.revoke(owner, id)).isInstanceOf(RuntimeException.class);

    assertThat(written(id)).isEqualTo(before);
    assertThat(service.resend(owner, id, key("broken"))).isInstanceOf(ChangeOutcome.Changed.class);
  }

  @Test
  @Tag("promise:console-quotas")
  void beyondAQuotaNothingIsSentAndTheKeyIsFree() {
    UserCaller owner = directory.caller(directory.company(), OWNER);
    UUID id = pending(owner);
    assertThat(limited.resend(owner, id, key("first"))).isInstanceOf(ChangeOutcome.Changed.class);
    String before = written(id);

    assertThat(limited.resend(owner, id, key("second")))
        .isEqualTo(new ChangeOutcome.QuotaReached(Duration.ofHours(12)));

    assertThat(written(id)).isEqualTo(before);
    assertThat(service.resend(owner, id, key("second"))).isInstanceOf(ChangeOutcome.Changed.class);
    assertThat(limited.resend(owner, id, key("first"))).isInstanceOf(ChangeOutcome.Repeated.class);
  }

  @Test
  void ofManyAtTheSameTimeOneTakesTheLastPlace() throws Exception {
    UserCaller owner = directory.caller(directory.company(), OWNER);
    EmailAddress email = directory.address();
    UUID first = pending(owner, email);
    UserCaller other = directory.caller(directory.company(), OWNER);
    UUID second = pending(other, email);

    List<Callable<ChangeOutcome>> calls =
        List.of(
            () -> limited.resend(owner, first, Optional.empty()),
            () -> limited.resend(other, second, Optional.empty()),
            () -> limited.resend(owner, first, Optional.empty()),
            () -> limited.resend(other, second, Optional.empty()));
    List<ChangeOutcome> outcomes;
    try (ExecutorService threads = Executors.newFixedThreadPool(calls.size())) {
      outcomes = threads.invokeAll(calls).stream().map(done -> done.resultNow()).toList();
    }

    assertThat(outcomes).filteredOn(ChangeOutcome.Changed.class::isInstance).hasSize(1);
    assertThat(outcomes).filteredOn(ChangeOutcome.QuotaReached.class::isInstance).hasSize(3);
    assertThat(
            directory.count(
                "SELECT count(*) FROM outbox WHERE invitation_id IN (?, ?)", first, second))
        .isEqualTo(1);
  }

  @Test
  void revokingTwiceWritesOneEvent() {
    UserCaller admin = directory.caller(directory.company(), ADMIN);
    UUID id = pending(admin);

    assertThat(service.revoke(admin, id)).isInstanceOf(ChangeOutcome.Changed.class);
    assertThat(service.revoke(admin, id)).isInstanceOf(ChangeOutcome.Changed.class);

    assertThat(directory.count("SELECT count(*) FROM audit_event WHERE invitation_id = ?", id))
        .isEqualTo(1);
    assertThat(service.resend(admin, id, Optional.empty()))
        .isEqualTo(new ChangeOutcome.Ended(InvitationEntry.State.REVOKED));
  }
}
