package dev.roster.contract;

import static dev.roster.contract.ConsumerPact.object;
import static dev.roster.contract.ConsumerPact.response;
import static dev.roster.contract.CoolsetPact.UNKNOWN_TOKEN;
import static dev.roster.contract.CoolsetPact.asking;
import static dev.roster.contract.CoolsetPact.askingAs;
import static dev.roster.contract.CoolsetPact.check;
import static dev.roster.contract.CoolsetPact.detail;
import static dev.roster.contract.CoolsetPact.fieldError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import au.com.dius.pact.consumer.dsl.DslPart;
import au.com.dius.pact.consumer.dsl.PactDslRequestWithPath;
import dev.roster.client.ConflictException;
import dev.roster.client.ForbiddenException;
import dev.roster.client.UnauthorizedException;
import dev.roster.client.ValidationException;
import dev.roster.coolset.model.InvitationCreated;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Invitations of people; their state later is asked in {@link InvitationStatePactTest}. */
@ExtendWith(WrittenPacts.class)
class InvitationsPactTest {
  private static final String PATH = "/api/accounts/invitations/";
  private static final String EMAIL = "alan@example.org";
  private static final int OWNER = 1;
  private static final int ADMIN = 2;
  private static final int EDITOR = 3;
  private static final int NO_GROUP = 999_999;
  private static final String KEYED = "an invitation made under a key";
  private static final String FORBIDDEN = "You do not have permission to perform this action.";
  private static final String BAD_EMAIL = "Enter a valid email address.";

  @Test
  void invitingSomebody() {
    UUID id = UUID.fromString("497f6eca-6276-4993-bfeb-53cbbbba6f08");
    check(
        client ->
            assertThat(client.invitations().invite(EMAIL, EDITOR))
                .isEqualTo(new InvitationCreated(id, EMAIL, (long) EDITOR)),
        response(
            askingAs("ADMIN", "an invitation").post(PATH, invitation(EMAIL, EDITOR)),
            201,
            object(o ->
                o.uuid("id", id).stringValue("email", EMAIL).numberValue("auth_group", EDITOR))));
  }

  @Test
  void invitingAgainUnderTheSameKeyBringsTheSameInvitation() {
    UUID id = UUID.fromString("497f6eca-6276-4993-bfeb-53cbbbba6f08");
    check(
        client ->
            assertThat(client.invitations().invite(EMAIL, EDITOR, Asking.KEY))
                .isEqualTo(new InvitationCreated(id, EMAIL, (long) EDITOR)),
        response(
                asking("an invitation that was made before", KEYED)
                    .postAgain(PATH, invitationOf("invited_email")),
                201,
                object(o ->
                    o.valueFromProviderState("id", "${invitation_id}", id.toString())
                        .valueFromProviderState("email", "${invited_email}", EMAIL)
                        .numberValue("auth_group", EDITOR)))
            .headers(Map.of("Idempotent-Replayed", "true")));
  }

  @Test
  void invitingSomebodyElseUnderTheSameKeyIsAConflict() {
    String message = "This Idempotency-Key was used for a different request.";
    check(
        client ->
            assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> client.invitations().invite(EMAIL, EDITOR, Asking.KEY))
                .withMessageContaining(message),
        response(
            asking("an invitation under the key of another", KEYED)
                .postAgain(PATH, invitation(EMAIL, EDITOR)),
            409,
            detail(message)));
  }

  @Test
  void anAddressIsKeptAsItWasTyped() {
    String typed = "Alan.Turing@Example.org";
    check(
        client -> assertThat(client.invitations().invite(typed, EDITOR).email()).isEqualTo(typed),
        response(
            asking("an invitation to an address with capitals", "a caller")
                .post(PATH, invitation(typed, EDITOR)),
            201,
            object(o -> o.stringValue("email", typed).numberValue("auth_group", EDITOR))));
  }

  @Test
  void anAdminInvitesAnAdmin() {
    check(
        client ->
            assertThat(client.invitations().invite(EMAIL, ADMIN).authGroup()).isEqualTo(ADMIN),
        response(
            askingAs("ADMIN", "an invitation of an admin by an admin")
                .post(PATH, invitation(EMAIL, ADMIN)),
            201,
            object(o -> o.numberValue("auth_group", ADMIN))));
  }

  @Test
  void everyBadFieldIsNamedAtOnce() {
    refused(
        askingAs("OWNER", "an invitation where every field is bad")
            .post(PATH, invitation("alan", NO_GROUP)),
        "alan",
        NO_GROUP,
        Map.of("email", BAD_EMAIL, "auth_group", "Invalid pk \"999999\" - object does not exist."));
  }

  @Test
  void nobodyIsInvitedAsOwner() {
    refused(
        askingAs("OWNER", "an invitation of an owner").post(PATH, invitation(EMAIL, OWNER)),
        EMAIL,
        OWNER,
        Map.of("auth_group", "Invalid pk \"1\" - object does not exist."));
  }

  @Test
  void aMemberIsNotInvitedAgain() {
    refused(
        askingAs("OWNER", "an invitation of a member").post(PATH, invitationOf("colleague_email")),
        EMAIL,
        EDITOR,
        Map.of("email", "This user is already a member of the workspace."));
  }

  @Test
  void anInvitedAddressIsNotInvitedAgain() {
    refused(
        asking("an invitation to an address that was invited", "a pending invitation")
            .post(PATH, invitationOf("invited_email")),
        EMAIL,
        EDITOR,
        Map.of("email", "An invitation for this address is pending."));
  }

  @Test
  void anAddressWhoseInvitationRanOutIsInvitedAgain() {
    check(
        client -> assertThat(client.invitations().invite(EMAIL, EDITOR).id()).isNotNull(),
        response(
            asking("an invitation to an address whose invitation ran out", "an expired invitation")
                .post(PATH, invitationOf("invited_email")),
            201,
            object(o -> o.uuid("id", new UUID(7, 7)))));
  }

  @Test
  void aViewerMayNotInvite() {
    forbidden(
        askingAs("VIEWER", "an invitation by a viewer").post(PATH, invitation(EMAIL, EDITOR)),
        EDITOR);
  }

  @Test
  void anEditorMayNotInviteAnAdmin() {
    forbidden(
        askingAs("EDITOR", "an invitation of an admin by an editor")
            .post(PATH, invitation(EMAIL, ADMIN)),
        ADMIN);
  }

  @Test
  void aCallerWithoutACompanyMayNotInvite() {
    forbidden(
        asking("an invitation without a company", "a caller without a company")
            .post(PATH, invitation(EMAIL, EDITOR)),
        EDITOR);
  }

  @Test
  void anUnknownTokenIsRefused() {
    check(
        client ->
            assertThatExceptionOfType(UnauthorizedException.class)
                .isThrownBy(() -> client.invitations().invite(EMAIL, EDITOR)),
        response(
            asking("an invitation with an unknown token", UNKNOWN_TOKEN)
                .post(PATH, invitation(EMAIL, EDITOR)),
            401,
            detail("Invalid token.")));
  }

  private static void refused(
      PactDslRequestWithPath request, String email, int authGroup, Map<String, String> errors) {
    check(
        client ->
            assertThatExceptionOfType(ValidationException.class)
                .isThrownBy(() -> client.invitations().invite(email, authGroup))
                .satisfies(refused -> {
                  assertThat(refused.fieldErrors()).containsOnlyKeys(errors.keySet());
                  errors.forEach((field, message) ->
                      assertThat(refused.messagesFor(field)).isEqualTo(List.of(message)));
                }),
        response(
            request, 400, object(o -> errors.forEach((name, text) -> fieldError(o, name, text)))));
  }

  private static void forbidden(PactDslRequestWithPath request, int authGroup) {
    check(
        client ->
            assertThatExceptionOfType(ForbiddenException.class)
                .isThrownBy(() -> client.invitations().invite(EMAIL, authGroup))
                .withMessageContaining(FORBIDDEN),
        response(request, 403, detail(FORBIDDEN)));
  }

  private static DslPart invitation(String email, int authGroup) {
    return object(o -> o.stringValue("email", email).numberValue("auth_group", authGroup));
  }

  private static DslPart invitationOf(String valueOfState) {
    return object(o ->
        o.valueFromProviderState("email", "${" + valueOfState + "}", EMAIL)
            .numberValue("auth_group", EDITOR));
  }
}
