package dev.roster.client;

import dev.roster.client.coolset.api.InvitationsApi;
import dev.roster.coolset.model.InvitationCreated;
import dev.roster.coolset.model.InvitationRequest;
import dev.roster.coolset.model.UserInvitation;
import java.util.UUID;

/** Invitations to join the caller's current workspace. */
public final class CoolsetInvitations {
  private final CallExecutor calls;

  CoolsetInvitations(CallExecutor calls) {
    this.calls = calls;
  }

  /**
   * Invites a person by e-mail, under an idempotency key of its own: it is repeated like any other
   * call and never invites twice. To be able to repeat it after a failure that is thrown, too, give
   * a key.
   *
   * @param authGroup identifier of the auth group the invitee will have
   * @throws ValidationException if the address is malformed, a member's or already invited, or if
   *     nobody can be invited as this auth group
   * @throws ForbiddenException if the caller may not invite, or not as this auth group
   */
  public InvitationCreated invite(String email, long authGroup) {
    return invite(email, authGroup, calls.idempotencyKey());
  }

  /**
   * Invites a person by e-mail, unless that was done under the key before; then it brings the
   * response of the first time. After a {@link RosterTransportException} or a {@link
   * ServerFailureException} the invitation may or may not have been stored: call again with the
   * same values and the same key. A server keeps keys for at least 24 hours.
   *
   * @param authGroup identifier of the auth group the invitee will have
   * @param idempotencyKey a name for this request, of 1 to 255 visible ASCII characters
   * @throws ConflictException if the key was given with other values before
   * @throws ValidationException as without a key
   * @throws ForbiddenException as without a key
   */
  public InvitationCreated invite(String email, long authGroup, String idempotencyKey) {
    String key = IdempotencyKeys.checked(idempotencyKey);
    InvitationRequest request =
        InvitationRequest.builder()
            .email(ArgumentChecks.text(email, "email"))
            .authGroup(authGroup)
            .build();
    return calls.value(InvitationsApi.accountsInvitationsCreate(request, key));
  }

  /**
   * The state of an invitation.
   *
   * @throws NotFoundException if there is none with this id in the caller's current workspace
   */
  public UserInvitation byId(UUID id) {
    String text = ArgumentChecks.given(id, "id").toString();
    return calls.value(InvitationsApi.accountsInvitationsRead(text));
  }
}
