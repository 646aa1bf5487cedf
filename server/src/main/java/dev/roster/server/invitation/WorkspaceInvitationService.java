package dev.roster.server.invitation;

import dev.roster.server.audit.AuditLog;
import dev.roster.server.caller.AuthGroup;
import dev.roster.server.caller.Scope;
import dev.roster.server.caller.UserCaller;
import dev.roster.server.db.Database;
import dev.roster.server.db.Transaction;
import dev.roster.server.directory.EmailAddress;
import dev.roster.server.idempotency.IdempotencyKey;
import dev.roster.server.idempotency.IdempotencyStore;
import dev.roster.server.idempotency.KeyClaim;
import dev.roster.server.idempotency.KeyedRequest;
import dev.roster.server.mail.Outbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The invitations of the caller's current workspace, for its owners and admins. Safe for use by
 * many threads.
 */
public final class WorkspaceInvitationService {
  private final Database database;
  private final InvitationStore invitations;
  private final InvitationChanges changes;
  private final IdempotencyStore keys;
  private final QuotaGate quotas;
  private final Clock clock;
  private final Duration validity;

  /**
   * @param validity how long an invitation can be accepted
   */
  public WorkspaceInvitationService(
      Database database,
      InvitationStore invitations,
      Outbox outbox,
      AuditLog audit,
      IdempotencyStore keys,
      QuotaGate quotas,
      Clock clock,
      Duration validity) {
    this.database = database;
    this.invitations = invitations;
    this.changes = new InvitationChanges(invitations, outbox, audit);
    this.keys = keys;
    this.quotas = quotas;
    this.clock = clock;
    this.validity = validity;
  }

  /**
   * A page of the invitations, the newest first.
   *
   * @param state empty for all
   * @param after the entry before the page; empty for the first page
   * @param size of the page at most
   * @throws dev.roster.server.caller.NotPermittedException unless the caller administers the
   *     workspace
   */
  public List<InvitationEntry> page(
      UserCaller caller,
      Optional<InvitationEntry.State> state,
      Optional<InvitationEntry.Place> after,
      int size) {
    long companyId = caller.administered(Scope.READ).companyId();
    return database.reading(
        tx -> invitations.page(tx, companyId, state, after, size, clock.instant()));
  }

  /**
   * Asks for a new mail and kills the links of the mails before; the invitation is valid for the
   * whole duration again, also if it had run out. The mail counts for the quotas as that of a new
   * invitation.
   *
   * @param key what the sender calls this request; who asks again under it sends nothing
   * @throws dev.roster.server.caller.NotPermittedException unless the caller administers the
   *     workspace, with a token that may be used to write
   */
  public ChangeOutcome resend(UserCaller caller, UUID id, Optional<IdempotencyKey> key) {
    UserCaller.CurrentMembership place = caller.administered(Scope.WRITE);
    return database.inTransaction(tx ->
        key.map(given -> resendOnce(tx, caller, place, id, given))
            .orElseGet(() -> resend(tx, caller, place, id)));
  }

  private ChangeOutcome resendOnce(
      Transaction tx,
      UserCaller caller,
      UserCaller.CurrentMembership place,
      UUID id,
      IdempotencyKey key) {
    KeyedRequest request = new KeyedRequest("resend", key, id.toString());
    return switch (keys.claim(tx, caller.personId(), request, id.toString())) {
      case KeyClaim.Fresh _ -> {
        ChangeOutcome outcome = resend(tx, caller, place, id);
        if (!(outcome instanceof ChangeOutcome.Changed)) {
          keys.release(tx, caller.personId(), request);
        }
        yield outcome;
      }
      case KeyClaim.Done _ ->
          invitations
              .entry(tx, place.companyId(), id, clock.instant())
              .<ChangeOutcome>map(ChangeOutcome.Repeated::new)
              .orElseGet(ChangeOutcome.NotFound::new);
      case KeyClaim.Taken _ -> new ChangeOutcome.KeyTaken();
    };
  }

  private ChangeOutcome resend(
      Transaction tx, UserCaller caller, UserCaller.CurrentMembership place, UUID id) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    long companyId = place.companyId();
    Optional<Boolean> open = invitations.hold(tx, companyId, id);
    if (open.isEmpty()) {
      return new ChangeOutcome.NotFound();
    }
    InvitationEntry entry = entry(tx, companyId, id, now);
    Optional<ChangeOutcome> refusal = refusal(place, entry, open.get());
    if (refusal.isPresent()) {
      return refusal.get();
    }
    // the counters after the invitation, as where one is made: none waits in a circle
    Optional<Duration> wait = quotas.take(tx, caller, new EmailAddress(entry.email()), now);
    if (wait.isPresent()) {
      return new ChangeOutcome.QuotaReached(wait.get());
    }
    Instant expires = now.plus(validity);
    int mailing = invitations.renew(tx, companyId, id, expires).orElseThrow();
    changes.mailAgain(tx, caller, companyId, id, mailing, now, expires);
    return new ChangeOutcome.Changed(entry(tx, companyId, id, now));
  }

  /**
   * Ends an invitation, whose links stop working. One that was revoked before is no error.
   *
   * @throws dev.roster.server.caller.NotPermittedException unless the caller administers the
   *     workspace, with a token that may be used to write
   */
  public ChangeOutcome revoke(UserCaller caller, UUID id) {
    UserCaller.CurrentMembership place = caller.administered(Scope.WRITE);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    long companyId = place.companyId();
    return database.inTransaction(tx -> {
      Optional<Boolean> open = invitations.hold(tx, companyId, id);
      if (open.isEmpty()) {
        return new ChangeOutcome.NotFound();
      }
      InvitationEntry entry = entry(tx, companyId, id, now);
      if (entry.state() == InvitationEntry.State.REVOKED) {
        return new ChangeOutcome.Changed(entry);
      }
      return refusal(place, entry, open.get())
          .orElseGet(() -> {
            changes.revoke(tx, caller, companyId, id, now);
            return new ChangeOutcome.Changed(entry(tx, companyId, id, now));
          });
    });
  }

  private InvitationEntry entry(Transaction tx, long companyId, UUID id, Instant now) {
    return invitations.entry(tx, companyId, id, now).orElseThrow();
  }

  private static Optional<ChangeOutcome> refusal(
      UserCaller.CurrentMembership place, InvitationEntry entry, boolean open) {
    if (!place.group().mayInvite(new AuthGroup(entry.roleId(), entry.role(), List.of()))) {
      return Optional.of(new ChangeOutcome.RoleAboveOwn());
    }
    return open ? Optional.empty() : Optional.of(new ChangeOutcome.Ended(entry.state()));
  }
}
