package dev.roster.server.coolset;

import dev.roster.coolset.api.InvitationsApi;
import dev.roster.coolset.model.InvitationCreated;
import dev.roster.coolset.model.InvitationRequest;
import dev.roster.coolset.model.UserInvitation;
import dev.roster.server.http.Exchange;
import dev.roster.server.invitation.InvitationService;
import dev.roster.server.invitation.InviteOutcome.AlreadyInvited;
import dev.roster.server.invitation.InviteOutcome.AlreadyMember;
import dev.roster.server.invitation.InviteOutcome.Invited;
import dev.roster.server.invitation.InviteOutcome.KeyTaken;
import dev.roster.server.invitation.InviteOutcome.QuotaReached;
import dev.roster.server.invitation.InviteOutcome.Repeated;
import dev.roster.server.invitation.InviteOutcome.RoleAboveOwn;
import org.jspecify.annotations.Nullable;

/** Operations of the tag "invitations". */
public final class InvitationsResource implements InvitationsApi {
  private final InvitationService invitations;
  private final CallerQueries queries;

  public InvitationsResource(InvitationService invitations, CallerQueries queries) {
    this.invitations = invitations;
    this.queries = queries;
  }

  @Override
  public InvitationCreated accountsInvitationsCreate(InvitationRequest body, @Nullable String key) {
    return switch (invitations.invite(
        CoolsetRequest.current().caller(),
        InvitationMapper.toRequest(body, CoolsetRequest.current().invited()),
        IdempotencyHeader.read(key))) {
      case Invited done -> InvitationMapper.created(done.invitation());
      case Repeated earlier -> repeated(InvitationMapper.created(earlier.invitation()));
      case KeyTaken _ -> throw CoolsetErrors.keyTaken();
      case QuotaReached full -> throw CoolsetErrors.throttled(full.retryAfter().toSeconds());
      case AlreadyMember _ -> throw CoolsetErrors.alreadyMember();
      case AlreadyInvited _ -> throw CoolsetErrors.alreadyInvited();
      case RoleAboveOwn _ -> throw CoolsetErrors.permissionDenied();
    };
  }

  private static InvitationCreated repeated(InvitationCreated answer) {
    IdempotencyHeader.replayed(Exchange.current());
    return answer;
  }

  @Override
  public UserInvitation accountsInvitationsRead(String id) {
    CoolsetRequest request = CoolsetRequest.current();
    return request
        .id()
        .flatMap(
            uuid -> invitations.status(request.caller(), uuid, request.answer(queries.invitation)))
        .map(InvitationMapper::status)
        .orElseThrow(CoolsetErrors::notFound);
  }
}
