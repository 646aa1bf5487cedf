package dev.roster.contract.page;

import static dev.roster.contract.ConsumerPact.object;
import static dev.roster.contract.ConsumerPact.response;
import static dev.roster.contract.page.ConsolePact.EXHAUSTED;
import static dev.roster.contract.page.ConsolePact.ID;
import static dev.roster.contract.page.ConsolePact.INVITATIONS;
import static dev.roster.contract.page.ConsolePact.UNKNOWN_TOKEN;
import static dev.roster.contract.page.ConsolePact.asking;
import static dev.roster.contract.page.ConsolePact.askingAs;
import static dev.roster.contract.page.ConsolePact.coded;
import static dev.roster.contract.page.ConsolePact.invitation;
import static dev.roster.contract.page.ConsolePact.later;
import static dev.roster.contract.page.ConsolePact.pending;
import static dev.roster.contract.page.ConsolePact.refusal;
import static dev.roster.contract.page.ConsolePact.roles;
import static dev.roster.contract.page.ConsolePact.throttled;
import static dev.roster.contract.page.ConsolePact.tokens;

import au.com.dius.pact.consumer.dsl.LambdaDslObject;
import au.com.dius.pact.consumer.dsl.PactDslRequestWithPath;
import au.com.dius.pact.consumer.dsl.PactDslResponse;
import dev.roster.contract.Asking;
import java.util.Locale;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An invitation of the list that is sent again or revoked, and what the page shows in its row or in
 * the question. The list is what it was before something else became of the invitation.
 */
class ConsoleChangesPactTest extends ConsoleVisits {
  private static final String ENDED = "This invitation has ended meanwhile";
  private static final String ROW = "document.querySelector('#view-invitations .badge').innerText";

  /** The two buttons of an invitation. */
  private enum Change {
    RESEND("Resend", "sending %s again"),
    REVOKE("Revoke", "revoking %s");

    private final String button;
    private final String sentence;

    Change(String button, String sentence) {
      this.button = button;
      this.sentence = sentence;
    }

    /** The description of an interaction about such an invitation. */
    String described(String invitation) {
      return sentence.formatted(invitation);
    }

    /** The request about the invitation of the state. */
    PactDslRequestWithPath of(Asking asking) {
      return keyed(asking.post(path("${invitation_id}"), path(ID.toString())));
    }

    /** The request where the state has no invitation. */
    PactDslRequestWithPath ofNone(Asking asking) {
      return keyed(asking.post(path(ID.toString())));
    }

    private String path(String id) {
      return INVITATIONS + "/" + id + "/" + button.toLowerCase(Locale.ROOT);
    }

    private PactDslRequestWithPath keyed(PactDslRequestWithPath request) {
      return this == RESEND ? Asking.underKey(request) : request;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a pending invitation", "an expired invitation"})
  void anInvitationIsSentAgain(String state) {
    changed(
        Change.RESEND,
        page -> page.untilShown("A new mail to alan@example.org is on its way."),
        asking(Change.RESEND.described(state), state),
        each -> invitation(each, "pending").stringMatcher("mail", "waiting|sent", "waiting"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a pending invitation", "an expired invitation", "a revoked invitation"})
  void anInvitationIsRevoked(String state) {
    changed(
        Change.REVOKE,
        page -> {
          page.untilShown("The invitation to alan@example.org is revoked.");
          page.untilTrue(ROW + " === 'Revoked'");
        },
        asking(Change.REVOKE.described(state), state),
        each -> invitation(each, "revoked").nullValue("mail"));
  }

  private void changed(
      Change change,
      Consumer<ConsolePage> shown,
      Asking asking,
      Consumer<LambdaDslObject> members) {
    confirmed(change, shown, response(change.of(asking), 200, object(members)));
  }

  private void confirmed(Change change, Consumer<ConsolePage> shown, PactDslResponse response) {
    visit(
        "invitations",
        page -> {
          page.confirm(change.button);
          shown.accept(page);
        },
        tokens(),
        roles(),
        pending(),
        response);
  }

  private void refused(Change change, String shown, PactDslResponse refusal) {
    confirmed(change, page -> page.untilShown(shown), refusal);
  }

  @ParameterizedTest
  @EnumSource
  void aVisitorWhoseTokenWasRevokedIsSignedOut(Change change) {
    refused(
        change,
        "Your token is not valid any more, so you were signed out.",
        refusal(
            change.ofNone(asking(change.described("an invitation as nobody"), UNKNOWN_TOKEN)),
            401));
  }

  @ParameterizedTest
  @EnumSource
  void aVisitorWhoseRoleIsNotEnoughIsToldSo(Change change) {
    String reason = "This needs the role OWNER or ADMIN.";
    refused(
        change,
        "is not enough. The server says: " + reason,
        refusal(
            change.ofNone(askingAs("EDITOR", change.described("an invitation as an editor"))),
            403,
            reason));
  }

  @ParameterizedTest
  @EnumSource
  void aVisitorWhoseTokenMayOnlyReadIsToldSo(Change change) {
    String reason = "The token may not be used to write.";
    refused(
        change,
        "is not enough. The server says: " + reason,
        refusal(
            change.ofNone(
                asking(
                    change.described("an invitation with a token that may only read"),
                    "a caller whose token may only read")),
            403,
            reason));
  }

  @ParameterizedTest
  @EnumSource
  void anInvitationOfAnotherWorkspaceDoesNotExist(Change change) {
    refused(
        change,
        "This does not exist any more, or not in this workspace. Load the list again.",
        refusal(
            change.of(
                asking(
                    change.described("an invitation of others"), "an invitation of somebody else")),
            404));
  }

  @ParameterizedTest
  @EnumSource
  void anInvitationThatWasAcceptedHasEnded(Change change) {
    refused(
        change,
        ENDED,
        coded(
            change.of(asking(change.described("an accepted invitation"), "an accepted invitation")),
            409,
            "invitation-ended"));
  }

  @ParameterizedTest
  @EnumSource
  void anInvitationThatWasDeclinedHasEnded(Change change) {
    refused(
        change,
        ENDED,
        coded(
            change.of(asking(change.described("a declined invitation"), "a declined invitation")),
            409,
            "invitation-ended"));
  }

  @Test
  void anInvitationThatWasRevokedIsNotSentAgain() {
    refused(
        Change.RESEND,
        ENDED,
        coded(
            Change.RESEND.of(
                asking(Change.RESEND.described("a revoked invitation"), "a revoked invitation")),
            409,
            "invitation-ended"));
  }

  @ParameterizedTest
  @EnumSource
  void aVisitorWhoAskedTooOftenIsToldWhenToComeBack(Change change) {
    refused(
        change,
        "That was too much for now. Try again in 30 seconds.",
        throttled(
            change.ofNone(
                asking(change.described("an invitation beyond the rate limit"), EXHAUSTED))));
  }

  @Test
  void aVisitorWhoSentTheMailsOfADayIsToldWhenItWorksAgain() {
    refused(
        Change.RESEND,
        "No more mails of this kind can be sent today",
        later(
            coded(
                Change.RESEND.of(
                    asking(
                        Change.RESEND.described("an invitation beyond the quota of a day"),
                        "a caller who has used up the invitations of a day")),
                429,
                "quota-reached")));
  }
}
