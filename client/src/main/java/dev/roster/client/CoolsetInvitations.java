package dev.roster.client;

import dev.roster.client.coolset.api.InvitationsApi;
import dev.roster.coolset.model.InvitationCreated;
import dev.roster.coolset.model.InvitationRequest;
import dev.roster.coolset.model.UserInvitation;
import java.util.UUID;

/**
 * Invitations to join the caller's current workspace: {@link CoolsetClient#invitations()}.
 *
 * <p>Beside the exceptions that each method names, each throws those of {@linkplain
 * dev.roster.client every call}.
 */
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
   * <p>Sends {@code POST /api/accounts/invitations/} with address, auth group and a new {@code
   * Idempotency-Key}. The server sends the mail with the link.
   *
   * {@snippet file="com/example/InvitationExamples.java" region="invite"}
   *
   * @param authGroup identifier of the auth group the invitee will have, such as {@link
   *     AuthGroups#EDITOR}
   * @return the invitation as it was stored, with the id for {@link #byId}
   * @throws ValidationException if the address is malformed, a member's or already invited, or if
   *     nobody can be invited as this auth group
   * @throws ForbiddenException if the caller may not invite, or not as this auth group
   * @throws ConflictException if the key of the call options was given with other values before
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
   * <p>Sends {@code POST /api/accounts/invitations/} with address, auth group and the key as {@code
   * Idempotency-Key}.
   *
   * {@snippet file="com/example/InvitationExamples.java" region="inviteUnderKey"}
   *
   * @param authGroup identifier of the auth group the invitee will have, such as {@link
   *     AuthGroups#EDITOR}
   * @param idempotencyKey a name for this request, of 1 to 255 visible ASCII characters
   * @return the invitation as it was stored the first time
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
   * Returns the state of an invitation.
   *
   * <p>Sends {@code GET /api/accounts/invitations/{id}/}.
   *
   * {@snippet file="com/example/InvitationExamples.java" region="byId"}
   *
   * @param id the identifier from {@link #invite}
   * @return the invitation; its {@code isActive()} says if it can still be accepted, its {@code
   *     isExistingUser()} if the invitee has an account
   * @throws NotFoundException if there is none with this id in the caller's current workspace
   */
  public UserInvitation byId(UUID id) {
    String text = ArgumentChecks.given(id, "id").toString();
    return calls.value(InvitationsApi.accountsInvitationsRead(text));
  }
}
