package dev.roster.server.coolset;

import dev.roster.coolset.api.InvitationsApi;
import dev.roster.coolset.model.InvitationCreated;
import dev.roster.coolset.model.InvitationRequest;
import dev.roster.coolset.model.UserInvitation;
import dev.roster.server.coolset.django.PythonUuid;
import dev.roster.server.invitation.InvitationService;
import dev.roster.server.invitation.InviteOutcome.AlreadyInvited;
import dev.roster.server.invitation.InviteOutcome.AlreadyMember;
import dev.roster.server.invitation.InviteOutcome.Invited;
import dev.roster.server.invitation.InviteOutcome.RoleAboveOwn;
import dev.roster.server.invitation.InviteOutcome.UnknownRole;

/** Operations of the tag "invitations". */
public final class InvitationsResource implements InvitationsApi {
  private final InvitationService invitations;

  public InvitationsResource(InvitationService invitations) {
    this.invitations = invitations;
  }

  @Override
  public InvitationCreated accountsInvitationsCreate(InvitationRequest body) {
    return switch (invitations.invite(
        Request.current().caller(), InvitationMapper.toCommand(body))) {
      case Invited done -> InvitationMapper.created(done.invitation());
      case AlreadyMember _ ->
          throw CoolsetErrors.field("email", "This user is already a member of the workspace.");
      case AlreadyInvited _ ->
          throw CoolsetErrors.field("email", "An invitation for this address is pending.");
      case UnknownRole unknown ->
          throw CoolsetErrors.field(
              "auth_group",
              "Invalid pk \"" + unknown.authGroupId() + "\" - object does not exist.");
      case RoleAboveOwn _ -> throw CoolsetErrors.permissionDenied();
    };
  }

  @Override
  public UserInvitation accountsInvitationsRead(String id) {
    return PythonUuid.parse(id)
        .flatMap(uuid -> invitations.status(Request.current().caller(), uuid))
        .map(InvitationMapper::status)
        .orElseThrow(CoolsetErrors::notFound);
  }
}
