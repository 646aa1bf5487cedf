package dev.roster.server.console;

import dev.roster.console.api.InvitationsApi;
import dev.roster.console.model.Invitation;
import dev.roster.console.model.InvitationPage;
import dev.roster.server.caller.UserCaller;
import dev.roster.server.http.Exchange;
import dev.roster.server.http.Guid;
import dev.roster.server.idempotency.IdempotencyKey;
import dev.roster.server.invitation.ChangeOutcome;
import dev.roster.server.invitation.InvitationEntry;
import dev.roster.server.invitation.WorkspaceInvitationService;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Operations of the tag "invitations". The query is read by {@link ConsoleQuery}. */
public final class ConsoleInvitationsResource implements InvitationsApi {
  private final WorkspaceInvitationService invitations;

  public ConsoleInvitationsResource(WorkspaceInvitationService invitations) {
    this.invitations = invitations;
  }

  @Override
  public InvitationPage consoleInvitationsList() {
    ConsoleQuery query = ConsoleQuery.current();
    int limit = query.limit();
    Cursor cursor = Cursor.ofInvitations(caller().workspace().companyId(), query.state());
    var page =
        Cursor.Paged.of(
            invitations.page(
                caller(), query.state(), query.cursor().map(cursor::readInvitation), limit + 1),
            limit,
            entry -> cursor.after(entry.place()));
    return new InvitationPage(
        page.entries().stream().map(ConsoleMapper::invitation).toList(), page.next());
  }

  @Override
  public Invitation consoleInvitationsResend(String id, @Nullable String key) {
    Optional<IdempotencyKey> given = Optional.ofNullable(key).flatMap(IdempotencyKey::ofHeader);
    return answer(invitations.resend(caller(), id(), given));
  }

  @Override
  public Invitation consoleInvitationsRevoke(String id) {
    return answer(invitations.revoke(caller(), id()));
  }

  private static Invitation answer(ChangeOutcome outcome) {
    return switch (outcome) {
      case ChangeOutcome.Changed done -> ConsoleMapper.invitation(done.invitation());
      case ChangeOutcome.Repeated earlier -> {
        Exchange.current().addHeader("Idempotent-Replayed", "true");
        yield ConsoleMapper.invitation(earlier.invitation());
      }
      case ChangeOutcome.NotFound _ -> throw ConsoleErrors.notFound();
      case ChangeOutcome.RoleAboveOwn _ -> throw ConsoleErrors.roleAboveOwn();
      case ChangeOutcome.KeyTaken _ -> throw ConsoleErrors.keyTaken();
      case ChangeOutcome.Ended ended -> throw ConsoleErrors.ended(reason(ended.state()));
      case ChangeOutcome.QuotaReached full -> throw ConsoleErrors.quotaReached(full.retryAfter());
    };
  }

  private static String reason(InvitationEntry.State state) {
    return switch (state) {
      case ACCEPTED -> "This invitation was accepted already.";
      case DECLINED -> "This invitation was declined.";
      case REVOKED -> "This invitation was revoked.";
      case EXPIRED, PENDING -> "A newer invitation took the place of this one.";
    };
  }

  private static UserCaller caller() {
    return Exchange.current().caller(UserCaller.class);
  }

  private static UUID id() {
    return Guid.parse(Exchange.current().variable("id")).orElseThrow(ConsoleErrors::notFound);
  }
}
