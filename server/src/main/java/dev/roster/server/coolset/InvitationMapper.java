package dev.roster.server.coolset;

import dev.roster.coolset.model.InvitationCreated;
import dev.roster.coolset.model.InvitationRequest;
import dev.roster.coolset.model.UserInvitation;
import dev.roster.server.caller.AuthGroup;
import dev.roster.server.directory.EmailAddress;
import dev.roster.server.invitation.Invitation;
import dev.roster.server.invitation.InviteRequest;

/** Invitations as the Coolset contract shows them; three of the members are texts there. */
final class InvitationMapper {
  private InvitationMapper() {}

  static InviteRequest toRequest(InvitationRequest body, AuthGroup group) {
    return new InviteRequest(new EmailAddress(body.email()), group);
  }

  static InvitationCreated created(Invitation invitation) {
    return InvitationCreated.builder()
        .id(invitation.id())
        .email(invitation.email().withALabels())
        .authGroup(invitation.authGroupId())
        .build();
  }

  static UserInvitation status(Invitation.Status invitation) {
    return UserInvitation.builder()
        .id(invitation.id())
        .email(invitation.email().withALabels())
        .company(CompanyMapper.company(invitation.company()))
        .authGroupId(Long.toString(invitation.authGroupId()))
        .isExistingUser(invitation.existingUser())
        .isActive(Boolean.toString(invitation.acceptable()))
        .isMfaEnabled(Boolean.toString(invitation.company().mfaEnabled()))
        .build();
  }
}
