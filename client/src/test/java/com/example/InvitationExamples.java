package com.example;

import dev.roster.client.AuthGroups;
import dev.roster.client.ConflictException;
import dev.roster.client.CoolsetClient;
import dev.roster.client.ForbiddenException;
import dev.roster.client.RosterTransportException;
import dev.roster.client.ServerFailureException;
import dev.roster.client.ValidationException;
import dev.roster.coolset.model.InvitationCreated;
import dev.roster.coolset.model.UserInvitation;
import java.util.List;
import java.util.UUID;

/** The examples in the Javadoc about invitations. */
public final class InvitationExamples {
  private InvitationExamples() {}

  public static List<String> invite(CoolsetClient coolset) {
    // @start region="invite"
    try {
      InvitationCreated invitation =
          coolset.invitations().invite("ada@example.org", AuthGroups.EDITOR);
      return List.of("Invited: " + invitation.id());
    } catch (ValidationException refused) {
      // such as: This user is already a member of the workspace.
      return refused.messagesFor("email");
    } catch (ForbiddenException refused) {
      return List.of("You may not invite users.");
    }
    // @end region="invite"
  }

  public static UUID inviteUnderKey(CoolsetClient coolset, String orderId) {
    // @start region="inviteUnderKey"
    // stored with the order, so that another run of this program sends the same key
    String key = "invitation-of-order-" + orderId;
    try {
      return coolset.invitations().invite("ada@example.org", AuthGroups.VIEWER, key).id();
    } catch (RosterTransportException | ServerFailureException unknown) {
      // perhaps stored, perhaps not: the same call again never invites twice
      return coolset.invitations().invite("ada@example.org", AuthGroups.VIEWER, key).id();
    }
    // @end region="inviteUnderKey"
  }

  public static boolean isNewKey(CoolsetClient coolset, String key) {
    // @start region="isNewKey"
    try {
      coolset.invitations().invite("grace@example.org", AuthGroups.VIEWER, key);
      return true;
    } catch (ConflictException other) {
      // the key stands for an invitation of somebody else
      return false;
    }
    // @end region="isNewKey"
  }

  public static boolean byId(CoolsetClient coolset, UUID invitationId) {
    // @start region="byId"
    UserInvitation invitation = coolset.invitations().byId(invitationId);
    boolean pending = Boolean.parseBoolean(invitation.isActive());
    // @end region="byId"
    return pending;
  }
}
