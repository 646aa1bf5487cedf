package dev.roster.client;

import dev.roster.client.coolset.api.InvitationsApi;
import dev.roster.client.coolset.invoker.ApiClient;
import dev.roster.coolset.model.InvitationCreated;
import dev.roster.coolset.model.InvitationRequest;
import dev.roster.coolset.model.UserInvitation;
import java.util.UUID;

/** Invitations to join the caller's current workspace. */
public final class CoolsetInvitations {
  private final InvitationsApi api;
  private final Calls calls;

  CoolsetInvitations(ApiClient api, Calls calls) {
    this.api = new InvitationsApi(api);
    this.calls = calls;
  }

  /**
   * Invites somebody by e-mail. It is never repeated: after a {@link RosterTransportException} or a
   * {@link ServerFailureException} the invitation may or may not have been stored.
   *
   * @param authGroup identifier of the auth group the invitee will have
   * @throws ValidationException if the address is malformed, a member's or already invited, or if
   *     nobody can be invited as this auth group
   * @throws ForbiddenException if the caller may not invite, or not as this auth group
   */
  public InvitationCreated invite(String email, long authGroup) {
    InvitationRequest request =
        InvitationRequest.builder().email(email).authGroup(authGroup).build();
    return calls.once(() -> api.accountsInvitationsCreate(request));
  }

  /**
   * The state of an invitation.
   *
   * @throws NotFoundException if there is none with this id in the caller's current workspace
   */
  public UserInvitation byId(UUID id) {
    return calls.read(() -> api.accountsInvitationsRead(id.toString()));
  }
}
