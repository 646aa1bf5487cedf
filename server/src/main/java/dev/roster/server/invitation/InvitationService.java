package dev.roster.server.invitation;

import dev.roster.server.audit.AuditAction;
import dev.roster.server.audit.AuditLog;
import dev.roster.server.audit.AuditedChange;
import dev.roster.server.caller.Permission;
import dev.roster.server.caller.UserCaller;
import dev.roster.server.db.CallerQuery;
import dev.roster.server.db.Database;
import dev.roster.server.db.Relation;
import dev.roster.server.db.WriteStatement;
import dev.roster.server.db.WriteStatement.Result;
import dev.roster.server.directory.EmailAddress;
import dev.roster.server.directory.MembershipStore;
import dev.roster.server.directory.PersonStore;
import dev.roster.server.idempotency.IdempotencyKey;
import dev.roster.server.idempotency.IdempotencyStore;
import dev.roster.server.idempotency.KeyClaim;
import dev.roster.server.idempotency.KeyedRequest;
import dev.roster.server.invitation.InvitationQuotas.Kind;
import dev.roster.server.mail.Outbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
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
   * Invites a person to the caller's current workspace and asks for the mail in one statement.
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
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Invitation draft =
        new Invitation(
            UUID.randomUUID(),
            caller.workspace().companyId(),
            request.email(),
            request.group().id(),
            caller.personId(),
            now,
            now.plus(validity));
    return invite(caller, draft, key.map(request::under));
  }

  /** In one statement, so that a request that is refused or overtaken leaves nothing behind. */
  private InviteOutcome invite(UserCaller caller, Invitation draft, Optional<KeyedRequest> keyed) {
    Optional<Relation<KeyClaim.Known>> known =
        keyed.map(request -> keys.known(caller.personId(), request));
    Relation<String> member = memberships.member(draft.companyId(), draft.email());
    Relation<Kind> quota = quotas.quota(caller, draft.email(), draft.createdAt());
    Relation<Kind> reached = quotas.reached(quota);
    Relation<UUID> closed = invitations.closed(draft.companyId(), draft.email(), draft.createdAt());
    Relation<UUID> made = invitations.made(draft, closed);
    List<Relation<?>> refusals = Stream.concat(known.stream(), Stream.of(member, reached)).toList();

    Result result =
        database.write(
            new WriteStatement(
                List.of(quota), refusals, changes(caller, draft, keyed, quota, closed, made)));

    return known
        .flatMap(result::first)
        .map(used -> repeated(caller, draft, used))
        .or(() -> result.first(member).map(_ -> new InviteOutcome.AlreadyMember()))
        .or(() -> quotas.refusal(caller, result.of(reached), draft.createdAt()))
        .or(() -> result.first(made).map(_ -> invited(draft)))
        .orElseGet(() -> pending(caller, draft, keyed));
  }

  /** The changes, in the order in which every statement locks what it changes. */
  private List<Relation<?>> changes(
      UserCaller caller,
      Invitation draft,
      Optional<KeyedRequest> keyed,
      Relation<Kind> quota,
      Relation<UUID> closed,
      Relation<UUID> made) {
    List<Relation<?>> changes = new ArrayList<>(List.of(closed, made));
    changes.add(quotas.counted(made, quota, draft.createdAt()));
    keyed
        .map(request -> keys.claimed(caller.personId(), request, draft.id().toString(), made))
        .ifPresent(changes::add);
    changes.add(outbox.enqueued(made, FIRST_MAILING, draft.createdAt()));
    AuditedChange expired =
        AuditedChange.of(AuditAction.INVITATION_EXPIRED).company(draft.companyId());
    AuditedChange created =
        AuditedChange.of(AuditAction.INVITATION_CREATED)
            .company(draft.companyId())
            .with("auth_group_id", draft.authGroupId());
    Relation<?> end = audit.recorded("expired_event", caller, expired, closed, made);
    changes.add(end);
    changes.add(audit.recorded("created_event", caller, created, made, end));
    return changes;
  }

  private static InviteOutcome invited(Invitation draft) {
    LOG.info("invitation {} is stored, its mail waits in the outbox", draft.id());
    return new InviteOutcome.Invited(draft);
  }

  /** The pending invitation may be that of this request, sent twice at the same time. */
  private InviteOutcome pending(UserCaller caller, Invitation draft, Optional<KeyedRequest> keyed) {
    return keyed
        .flatMap(request -> database.reading(tx -> keys.find(tx, caller.personId(), request)))
        .map(used -> repeated(caller, draft, used))
        .orElseGet(InviteOutcome.AlreadyInvited::new);
  }

  /** An invitation whose invitee was erased meanwhile is made anew: its key went with it. */
  private InviteOutcome repeated(UserCaller caller, Invitation draft, KeyClaim.Known used) {
    return switch (used) {
      case KeyClaim.Done done -> {
        UUID id = UUID.fromString(done.result());
        yield database
            .reading(tx -> invitations.ofInviter(tx, caller.personId(), id))
            .<InviteOutcome>map(InviteOutcome.Repeated::new)
            .orElseGet(() -> invite(caller, draft, Optional.empty()));
      }
      case KeyClaim.Taken _ -> new InviteOutcome.KeyTaken();
    };
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
        // an id that names nothing may be a key in the wrong place
        found.isPresent() ? id : "of an unknown id",
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
