package dev.roster.server.invitation;

import static dev.roster.server.testing.TestDirectory.ADMIN;
import static dev.roster.server.testing.TestDirectory.BROKEN_AUDIT;
import static dev.roster.server.testing.TestDirectory.EDITOR;
import static dev.roster.server.testing.TestDirectory.OWNER;
import static dev.roster.server.testing.TestDirectory.STORED_NOW;
import static dev.roster.server.testing.TestDirectory.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.server.caller.AuthGroup;
import dev.roster.server.caller.NotPermittedException;
import dev.roster.server.caller.Scope;
import dev.roster.server.caller.UserCaller;
import dev.roster.server.directory.EmailAddress;
import dev.roster.server.invitation.InviteOutcome.Invited;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class InvitationServiceTest extends InvitationServiceFixture {
  @Test
  void anInvitationIsStoredWithItsMailAndItsEvent() {
    UserCaller caller = editor();
    InviteRequest request = viewer();

    InviteOutcome outcome = service.invite(caller, request, NO_KEY);

    Invitation invitation = ((Invited) outcome).invitation();
    assertThat(invitation)
        .isEqualTo(
            new Invitation(
                invitation.id(),
                company(caller),
                request.email(),
                VIEWER.id(),
                caller.personId(),
                STORED_NOW,
                STORED_NOW.plus(VALIDITY)));
    assertThat(written(caller)).isEqualTo("1 1 1");
    assertThat(directory.eventsOfCompany(company(caller))).containsExactly("invitation.created");
    assertThat(
            directory.texts(
                "SELECT state || ' ' || mailing FROM outbox WHERE invitation_id = ?",
                invitation.id()))
        .containsExactly("waiting 1");
  }

  @Test
  void whoMayNotInviteIsRefusedAndNothingIsWritten() {
    UserCaller viewer = directory.caller(directory.company(), VIEWER);
    UserCaller reader = directory.caller(directory.company(), OWNER, Scope.READ);

    for (UserCaller caller : new UserCaller[] {viewer, reader}) {
      assertThatThrownBy(() -> service.invite(caller, viewer(), KEY))
          .isInstanceOf(NotPermittedException.class);
      assertThat(written(caller)).isEqualTo("0 0 0");
    }
    assertThatThrownBy(() -> service.invite(directory.stranger(), viewer(), NO_KEY))
        .isInstanceOf(NotPermittedException.class);
  }

  @Test
  void nobodyInvitesWithARoleAboveTheirOwnOrWithThatOfOwners() {
    UserCaller editor = editor();
    UserCaller owner = directory.caller(directory.company(), OWNER);

    assertRoleRefused(editor, ADMIN);
    assertRoleRefused(editor, OWNER);
    assertRoleRefused(owner, OWNER);
    assertThat(service.invite(owner, new InviteRequest(directory.address(), ADMIN), NO_KEY))
        .isInstanceOf(Invited.class);
  }

  @Test
  @Tag("promise:invite-as-admin")
  void theNameOfAnAuthGroupDecidesWhoMayInviteWithIt() {
    AuthGroup otherAdmin = new AuthGroup(VIEWER.id(), ADMIN.name(), List.of());
    AuthGroup clerk = new AuthGroup(ADMIN.id(), "CLERK", ADMIN.permissions());
    UserCaller editor = editor();

    assertRoleRefused(editor, otherAdmin);
    assertThat(service.invite(editor, new InviteRequest(directory.address(), clerk), NO_KEY))
        .isInstanceOf(Invited.class);
  }

  private void assertRoleRefused(UserCaller caller, AuthGroup role) {
    assertThat(service.invite(caller, new InviteRequest(directory.address(), role), NO_KEY))
        .isEqualTo(new InviteOutcome.RoleAboveOwn());
    assertThat(written(caller)).isEqualTo("0 0 0");
  }

  @Test
  void aMemberIsNotInvitedAgainAndCountsForNoQuota() {
    UserCaller caller = editor();
    EmailAddress email = directory.address();
    directory.membership(company(caller), directory.person(email), VIEWER);

    assertThat(limited.invite(caller, new InviteRequest(email, VIEWER), KEY))
        .isEqualTo(new InviteOutcome.AlreadyMember());

    assertThat(written(caller)).isEqualTo("0 0 0");
    assertThat(counted(caller)).isZero();
  }

  @Test
  @Tag("promise:invite-order")
  void whoIsAMemberAndInvitedIsAMember() {
    UserCaller caller = editor();
    InviteRequest request = viewer();
    limited.invite(caller, request, NO_KEY);
    directory.membership(company(caller), directory.person(request.email()), VIEWER);

    assertThat(limited.invite(caller, request, NO_KEY))
        .isEqualTo(new InviteOutcome.AlreadyMember());
  }

  @Test
  void aPendingInvitationIsNotRepeatedAndGivesItsPlaceBack() {
    UserCaller caller = editor();
    InviteRequest request = viewer();
    limited.invite(caller, request, NO_KEY);

    assertThat(limited.invite(caller, request, NO_KEY))
        .isEqualTo(new InviteOutcome.AlreadyInvited());

    assertThat(written(caller)).isEqualTo("1 1 1");
    assertThat(counted(caller)).isEqualTo(1);
  }

  @Test
  void aQuotaLetsNobodyPassUntilMidnightAndWritesNothing() {
    UserCaller caller = editor();
    limited.invite(caller, viewer(), NO_KEY);
    limited.invite(caller, viewer(), NO_KEY);
    String before = written(caller);

    InviteOutcome refused = limited.invite(caller, viewer(), KEY);

    assertThat(refused).isEqualTo(new InviteOutcome.QuotaReached(UNTIL_MIDNIGHT));
    assertThat(written(caller)).isEqualTo(before).isEqualTo("2 2 2");
    assertThat(counted(caller)).isEqualTo(2);
    assertThat(service.invite(caller, viewer(), KEY)).as("the key").isInstanceOf(Invited.class);
  }

  @Test
  void anInvitationThatHasRunOutIsReplacedAndItsEndIsAnEventOfItsOwn() {
    UserCaller caller = editor();
    InviteRequest request = viewer();
    UUID old = directory.invitation(company(caller), request.email(), caller.personId());
    directory.sql(
        "UPDATE invitation SET expires_at = ?::timestamptz WHERE id = ?", STORED_NOW, old);

    assertThat(service.invite(caller, request, NO_KEY)).isInstanceOf(Invited.class);

    assertThat(directory.eventsOfCompany(company(caller)))
        .containsExactly("invitation.expired", "invitation.created");
    assertThat(directory.texts("SELECT action FROM audit_event WHERE invitation_id = ?", old))
        .containsExactly("invitation.expired");
  }

  @Test
  void aRepeatedRequestGetsTheFirstInvitationWhateverBecameOfIt() {
    UserCaller caller = editor();
    InviteRequest request = viewer();
    Invitation first = ((Invited) service.invite(caller, request, KEY)).invitation();
    directory.sql("UPDATE invitation SET revoked_at = now() WHERE id = ?", first.id());

    assertThat(service.invite(caller, request, KEY)).isEqualTo(new InviteOutcome.Repeated(first));

    assertThat(written(caller)).isEqualTo("1 1 1");
  }

  @Test
  void anotherRequestUnderTheKeyIsRefused() {
    UserCaller caller = editor();
    InviteRequest request = viewer();
    service.invite(caller, request, KEY);

    assertThat(service.invite(caller, viewer(), KEY)).isEqualTo(new InviteOutcome.KeyTaken());
    assertThat(service.invite(caller, new InviteRequest(request.email(), EDITOR), KEY))
        .isEqualTo(new InviteOutcome.KeyTaken());

    assertThat(written(caller)).isEqualTo("1 1 1");
    assertThat(service.invite(editor(), viewer(), KEY)).as("of others").isInstanceOf(Invited.class);
  }

  @Test
  void aRefusalLeavesTheKeyFree() {
    UserCaller caller = editor();
    InviteRequest request = viewer();
    Invitation pending = ((Invited) service.invite(caller, request, NO_KEY)).invitation();
    assertThat(service.invite(caller, request, KEY)).isEqualTo(new InviteOutcome.AlreadyInvited());
    directory.sql("UPDATE invitation SET revoked_at = now() WHERE id = ?", pending.id());

    assertThat(service.invite(caller, request, KEY)).isInstanceOf(Invited.class);
  }

  @Test
  void anInvitationThatCannotBeRecordedIsNotStored() {
    UserCaller caller = editor();
    InvitationService unrecorded = service(BROKEN_AUDIT, TWO_OF_A_COMPANY);

    assertThatThrownBy(() -> unrecorded.invite(caller, viewer(), KEY))
        .hasMessageContaining("audit");

    assertThat(written(caller)).isEqualTo("0 0 0");
    assertThat(counted(caller)).isZero();
    assertThat(service.invite(caller, viewer(), KEY)).as("the key").isInstanceOf(Invited.class);
  }

  @Test
  void aStatusIsThatOfAnInvitationToTheCurrentWorkspace() {
    UserCaller caller = editor();
    InviteRequest request = viewer();
    UUID id = ((Invited) service.invite(caller, request, NO_KEY)).invitation().id();

    Invitation.Status status = status(caller, id).orElseThrow();

    assertThat(status.email()).isEqualTo(request.email());
    assertThat(status.company().id()).isEqualTo(company(caller));
    assertThat(status.acceptable()).isTrue();
    assertThat(status.existingUser()).isFalse();
    assertThat(status(editor(), id)).as("of another company").isEmpty();
    assertThat(status(directory.stranger(), id)).isEmpty();
    assertThat(status(caller, UUID.randomUUID())).isEmpty();
  }

  private Optional<Invitation.Status> status(UserCaller caller, UUID id) {
    return service.status(caller, id, directory.ask(caller.personId(), service.find(id)));
  }

  @Test
  void whoHasLeftTheCompanyLearnsNothing() {
    UserCaller caller = editor();
    UUID id = ((Invited) service.invite(caller, viewer(), NO_KEY)).invitation().id();
    directory.sql("UPDATE membership SET enabled = false WHERE person_id = ?", caller.personId());

    assertThat(status(caller, id)).isEmpty();
  }

  @Test
  void anAccountIsFoundByTheAddressOfAnInvitationWithoutAKey() {
    UserCaller caller = editor();
    InviteRequest request = viewer();
    UUID id = ((Invited) service.invite(caller, request, NO_KEY)).invitation().id();
    directory.sql("UPDATE invitation SET email_key = NULL WHERE id = ?", id);
    assertThat(status(caller, id).orElseThrow().existingUser()).isFalse();

    directory.person(new EmailAddress(request.email().typed().toUpperCase(Locale.ROOT)));

    assertThat(status(caller, id).orElseThrow().existingUser()).isTrue();
  }
}
