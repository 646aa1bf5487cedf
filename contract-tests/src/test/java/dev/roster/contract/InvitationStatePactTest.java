package dev.roster.contract;

import static dev.roster.contract.ConsumerPact.object;
import static dev.roster.contract.ConsumerPact.response;
import static dev.roster.contract.CoolsetPact.UNKNOWN_TOKEN;
import static dev.roster.contract.CoolsetPact.asking;
import static dev.roster.contract.CoolsetPact.check;
import static dev.roster.contract.CoolsetPact.detail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import au.com.dius.pact.consumer.dsl.DslPart;
import au.com.dius.pact.consumer.dsl.PactDslRequestWithPath;
import dev.roster.client.NotFoundException;
import dev.roster.client.UnauthorizedException;
import dev.roster.coolset.model.UserInvitation;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WrittenPacts.class)
class InvitationStatePactTest {
  private static final String PATH = "/api/accounts/invitations/";
  private static final UUID ID = UUID.fromString("497f6eca-6276-4993-bfeb-53cbbbba6f08");

  @Test
  void aPendingInvitation() {
    check(
        client -> {
          UserInvitation invitation = client.invitations().byId(ID);

          assertThat(invitation).hasNoNullFieldsOrProperties();
          assertThat(invitation.company()).hasNoNullFieldsOrProperties();
          assertThat(invitation.isActive()).isEqualTo("true");
          assertThat(invitation.isExistingUser()).isFalse();
        },
        response(
            byId("a pending invitation", "a pending invitation"), 200, invitation("true", false)));
  }

  @Test
  void anInvitationOfSomebodyWithAnAccount() {
    check(
        client -> assertThat(client.invitations().byId(ID).isExistingUser()).isTrue(),
        response(
            byId("a pending invitation of a user", "a pending invitation of a user"),
            200,
            invitation("true", true)));
  }

  @Test
  void anInvitationToACompanyWithNothingButWhatItMustHave() {
    check(
        client -> assertThat(client.invitations().byId(ID).company().country()).isNull(),
        response(
            byId("an invitation to a bare company", "a pending invitation to a bare company"),
            200,
            object(o -> o.uuid("id", ID).object("company", CoolsetPact::bareCompany))));
  }

  @Test
  void anInvitationThatRanOut() {
    check(
        client -> assertThat(client.invitations().byId(ID).isActive()).isEqualTo("false"),
        response(
            byId("an invitation that ran out", "an expired invitation"),
            200,
            invitation("false", false)));
  }

  @Test
  void anInvitationOfAnotherCompanyIsNotFound() {
    check(
        client ->
            assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> client.invitations().byId(ID))
                .withMessageContaining("Not found."),
        response(
            byId("an invitation of another company", "an invitation of somebody else"),
            404,
            detail("Not found.")));
  }

  @Test
  void anUnknownInvitationIsNotFound() {
    check(
        client ->
            assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> client.invitations().byId(ID)),
        response(
            asking("an invitation that does not exist", "a caller").get(PATH + ID + "/"),
            404,
            detail("Not found.")));
  }

  @Test
  void anUnknownTokenIsRefused() {
    check(
        client ->
            assertThatExceptionOfType(UnauthorizedException.class)
                .isThrownBy(() -> client.invitations().byId(ID)),
        response(
            asking("the state of an invitation with an unknown token", UNKNOWN_TOKEN)
                .get(PATH + ID + "/"),
            401,
            detail("Invalid token.")));
  }

  private static PactDslRequestWithPath byId(String description, String state) {
    return asking(description, state).get(PATH + "${invitation_id}/", PATH + ID + "/");
  }

  private static DslPart invitation(String active, boolean existingUser) {
    return object(o ->
        o.valueFromProviderState("id", "${invitation_id}", ID.toString())
            .valueFromProviderState("email", "${invited_email}", "alan@example.org")
            .object("company", CoolsetPact::company)
            .stringValue("auth_group_id", "3")
            .booleanValue("is_existing_user", existingUser)
            .stringValue("is_active", active)
            .stringValue("is_mfa_enabled", "true"));
  }
}
