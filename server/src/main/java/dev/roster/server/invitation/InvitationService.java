package dev.roster.server.invitation;

import dev.roster.server.audit.AuditAction;
import dev.roster.server.audit.AuditLog;
import dev.roster.server.audit.AuditedChange;
import dev.roster.server.caller.Permission;
import dev.roster.server.caller.UserCaller;
import dev.roster.server.db.CallerQuery;
import dev.roster.server.db.Database;
import dev.roster.server.db.Transaction;
import dev.roster.server.directory.EmailAddress;
import dev.roster.server.directory.MembershipStore;
import dev.roster.server.directory.PersonStore;
import dev.roster.server.idempotency.IdempotencyKey;
import dev.roster.server.idempotency.IdempotencyStore;
import dev.roster.server.idempotency.KeyClaim;
import dev.roster.server.idempotency.KeyedRequest;
import dev.roster.server.mail.Outbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Invites people to the caller's current workspace. Safe for use by many threads. */
public final class InvitationService {
  private static final Logger LOG = LoggerFactory.getLogger(InvitationService.class);

  private static final int FIRST_MAILING = 1;

  private final Database database;
  private final InvitationStore invitations;
  private final MembershipStore memberships;
  private final PersonStore people;
  private final Outbox outbox;
  private final AuditLog audit;
  private final IdempotencyStore keys;
  private final QuotaGate quotas;
  private final Clock clock;
  private final Duration validity;

  /**
   * @param validity how long an invitation can be accepted
   */
  public InvitationService(
      Database database,
      InvitationStore invitations,
      MembershipStore memberships,
      PersonStore people,
      Outbox outbox,
      AuditLog audit,
      IdempotencyStore keys,
      QuotaGate quotas,
      Clock clock,
      Duration validity) {
    this.database = database;
    this.invitations = invitations;
    this.memberships = memberships;
    this.people = people;
    this.outbox = outbox;
    this.audit = audit;
    this.keys = keys;
    this.quotas = quotas;
    this.clock = clock;
    this.validity = validity;
  }

  /**
   * Invites a person to the caller's current workspace and asks for the mail in one transaction.
   *
   * @param key what the sender calls this request; who asks again under it gets the invitation of
   *     the first time, whatever became of it and whatever the current workspace is now
   * @throws dev.roster.server.caller.NotPermittedException unless the caller may invite
   */
  public InviteOutcome invite(
      UserCaller caller, InviteRequest request, Optional<IdempotencyKey> key) {
    caller.require(Permission.INVITE_USER);
    if (!caller.workspace().group().mayInvite(request.group())) {
      LOG.info(
          "person {} may not invite with the auth group {}",
          caller.personId(),
          request.group().id());
      return new InviteOutcome.RoleAboveOwn();
    }
    return database.inTransaction(tx ->
        key.map(given -> inviteOnce(tx, caller, request, given))
            .orElseGet(() -> invite(tx, caller, request)));
  }

  private InviteOutcome inviteOnce(
      Transaction tx, UserCaller caller, InviteRequest request, IdempotencyKey key) {
    KeyedRequest keyed = request.under(key);
    return switch (keys.claim(tx, caller.personId(), keyed)) {
      case KeyClaim.Fresh _ -> {
        InviteOutcome outcome = invite(tx, caller, request);
        if (outcome instanceof InviteOutcome.Invited done) {
          keys.keep(tx, caller.personId(), keyed, done.invitation().id().toString());
        } else {
          keys.release(tx, caller.personId(), keyed);
        }
        yield outcome;
      }
      case KeyClaim.Done done ->
          new InviteOutcome.Repeated(
              invitations.ofInviter(tx, caller.personId(), UUID.fromString(done.result())));
      case KeyClaim.Taken _ -> new InviteOutcome.KeyTaken();
    };
  }

  private InviteOutcome invite(Transaction tx, UserCaller caller, InviteRequest request) {
    long companyId = caller.workspace().companyId();
    if (memberships.isMember(tx, companyId, request.email())) {
      return new InviteOutcome.AlreadyMember();
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Optional<Duration> wait = quotas.take(tx, caller, request.email(), now);
    if (wait.isPresent()) {
      return new InviteOutcome.QuotaReached(wait.get());
    }
    Invitation draft =
        new Invitation(
            UUID.randomUUID(),
            companyId,
            request.email(),
            request.group().id(),
            caller.personId(),
            now,
            now.plus(validity));
    invitations
        .closeExpired(tx, companyId, request.email(), now)
        .ifPresent(old ->
            audit.record(tx, caller, change(AuditAction.INVITATION_EXPIRED, companyId, old)));
    if (!invitations.insertUnlessPending(tx, draft)) {
      quotas.giveBack(tx, caller, request.email(), now);
      return new InviteOutcome.AlreadyInvited();
    }
    outbox.enqueue(tx, draft.id(), FIRST_MAILING, now);
    audit.record(
        tx,
        caller,
        change(AuditAction.INVITATION_CREATED, companyId, draft.id())
            .with("auth_group_id", draft.authGroupId()));
    LOG.info("invitation {} is stored, its mail waits in the outbox", draft.id());
    return new InviteOutcome.Invited(draft);
  }

  private static AuditedChange change(AuditAction action, long companyId, UUID invitationId) {
    return AuditedChange.of(action).company(companyId).invitation(invitationId);
  }

  /** An invitation to the caller's current workspace, which {@link #status} shows. */
  public CallerQuery<Optional<FoundInvitation>> find(UUID id) {
    return invitations.find(id, clock.instant());
  }

  /**
   * The status of an invitation that was read. It tells whether an address has an account, so who
   * reads it stands in the server's log, found or not.
   */
  public Optional<Invitation.Status> status(
      UserCaller caller, UUID id, Optional<FoundInvitation> found) {
    if (caller.current().isEmpty()) {
      return Optional.empty();
    }
    LOG.info(
        "invitation {} is read by person {} from {}",
        id,
        caller.personId(),
        caller.callOrigin().address().orElse("-"));
    return found.map(this::status);
  }

  private Invitation.Status status(FoundInvitation found) {
    return new Invitation.Status(
        found.id(),
        found.email(),
        found.company(),
        found.authGroupId(),
        found.existingUser().orElseGet(() -> hasAccount(found.email())),
        found.acceptable());
  }

  /** A second statement, since only Java knows the key of an address. */
  private boolean hasAccount(EmailAddress email) {
    return database.reading(tx -> people.idByEmail(tx, email)).isPresent();
  }
}
