package dev.roster.contract.page;

import static dev.roster.contract.page.ConsolePact.EXHAUSTED;
import static dev.roster.contract.page.ConsolePact.INVITATIONS;
import static dev.roster.contract.page.ConsolePact.PENDING;
import static dev.roster.contract.page.ConsolePact.UNKNOWN_TOKEN;
import static dev.roster.contract.page.ConsolePact.anyInvitation;
import static dev.roster.contract.page.ConsolePact.asking;
import static dev.roster.contract.page.ConsolePact.askingAs;
import static dev.roster.contract.page.ConsolePact.event;
import static dev.roster.contract.page.ConsolePact.invitation;
import static dev.roster.contract.page.ConsolePact.lastPage;
import static dev.roster.contract.page.ConsolePact.lastPageOf;
import static dev.roster.contract.page.ConsolePact.pageOf;
import static dev.roster.contract.page.ConsolePact.pending;
import static dev.roster.contract.page.ConsolePact.refusal;
import static dev.roster.contract.page.ConsolePact.roles;
import static dev.roster.contract.page.ConsolePact.throttled;
import static dev.roster.contract.page.ConsolePact.tokens;
import static org.assertj.core.api.Assertions.assertThat;

import au.com.dius.pact.consumer.dsl.LambdaDslObject;
import au.com.dius.pact.consumer.dsl.PactDslRequestWithPath;
import au.com.dius.pact.consumer.dsl.PactDslResponse;
import dev.roster.contract.Asking;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Roles, invitations and the audit log, as the sections of the page list them. */
class ConsoleListsPactTest extends ConsoleVisits {
  private static final String ROLES = "/console/api/roles";
  private static final String AUDIT = "/console/api/audit";
  private static final String LONG = "a workspace with a long history";
  private static final String CURSOR = "cGVuZGluZzox";
  private static final String MORE = "#view-%s .list button:not([aria-label])";
  private static final String ROWS = "document.querySelectorAll('#view-%s tbody tr').length === ";
  private static final String WRONG_CURSOR =
      "The cursor must be the member next of the page before, of the same list.";

  @Test
  void theRolesOfTheFormAreThoseOfTheVisitor() {
    visitAs(
        "EDITOR",
        "invitations",
        page -> {
          page.untilShown("Only owners and admins of a workspace can see what is here.");

          page.untilTrue(
              "[...document.getElementById('role').options].map((each) => each.text).join()"
                  + " === 'editor'");
        },
        tokens(),
        roles(askingAs("EDITOR", "the roles of an editor").get(ROLES), "EDITOR"));
  }

  @Test
  void aPendingInvitation() {
    visit(
        "invitations",
        page -> page.untilShown("alan@example.org", "As editor, invited by Ada Lovelace"),
        tokens(),
        roles(),
        pending());
  }

  @ParameterizedTest
  @CsvSource({
    "accepted, an accepted invitation, Accepted",
    "declined, a declined invitation, Declined",
    "revoked, a revoked invitation, Revoked",
    "expired, an expired invitation, Expired"
  })
  void invitationsOfAState(String state, String given, String shown) {
    visit(
        "invitations?state=" + state,
        page ->
            page.untilTrue(
                "document.querySelector('#view-invitations .badge')?.innerText"
                    + " === '"
                    + shown
                    + "'"),
        tokens(),
        roles(),
        lastPage(
            asking(state + " invitations", given).get(INVITATIONS).query("limit=25&state=" + state),
            items -> items.object(each -> invitation(each, state).nullValue("mail"))));
  }

  @Test
  void invitationsOfEveryState() {
    visit(
        "invitations?state=all",
        page -> page.untilShown("alan@example.org"),
        tokens(),
        roles(),
        lastPage(
            asking("all invitations", "a pending invitation of a user")
                .get(INVITATIONS)
                .query("limit=25"),
            items -> items.object(each -> invitation(each, "pending").nullValue("mail"))));
  }

  @Test
  void noInvitations() {
    visit(
        "invitations",
        page -> page.untilShown("No invitation is pending. Invite somebody"),
        tokens(),
        roles(),
        lastPage(
            asking("no pending invitations", "a caller")
                .get(INVITATIONS)
                .query("limit=25&state=pending"),
            items -> {}));
  }

  @Test
  void moreInvitationsThanAPage() {
    visit(
        "invitations",
        page -> {
          page.press(more("invitations"));
          page.untilTrue(rows("invitations") + 2);
          page.untilTrue("document.querySelector('" + more("invitations") + "').hidden");
        },
        tokens(),
        roles(),
        firstOfManyInvitations(),
        lastPageOf(
            asking("the last page of many pending invitations", LONG)
                .get(INVITATIONS)
                .query("limit=25&state=pending")
                .queryParameterFromProviderState("cursor", "${invitations_cursor}", CURSOR),
            each -> anyInvitation(each, "pending")));
  }

  private static PactDslResponse firstOfManyInvitations() {
    return pageOf(
        asking("the first page of many pending invitations", LONG)
            .get(INVITATIONS)
            .query("limit=25&state=pending"),
        CURSOR,
        each -> anyInvitation(each, "pending"));
  }

  /** The visitor switched in another tab, so the cursor is one of another workspace. */
  @Test
  void theRestOfAListOfInvitationsThatIsGone() {
    visit(
        "invitations",
        page -> {
          page.press(more("invitations"));
          page.untilShown("The server did not accept this. The server says: " + WRONG_CURSOR);
        },
        tokens(),
        roles(),
        firstOfManyInvitations(),
        refusal(
            asking("invitations after a place in another list", PENDING)
                .get(INVITATIONS)
                .query("limit=25&state=pending&cursor=" + CURSOR),
            400,
            WRONG_CURSOR));
  }

  @Test
  void theAuditLog() {
    visit(
        "audit",
        page -> {
          page.untilShown("suspended a user", "Iris Held", "invited somebody", "Hank Off");
          page.untilShown("an operator of the server");

          assertThat(page.text()).contains("alan@example.org");
        },
        tokens(),
        lastPage(
            asking("the audit log", "a company with members of every kind")
                .get(AUDIT)
                .query("limit=25"),
            items ->
                items
                    .object(each ->
                        byOperator(event(each, "person.suspended"))
                            .object(
                                "person",
                                person ->
                                    person.integerType("id", 8).stringValue("name", "Iris Held"))
                            .nullValue("invitation"))
                    .object(each ->
                        event(each, "invitation.created")
                            .object(
                                "actor",
                                actor ->
                                    actor
                                        .stringValue("kind", "user")
                                        .integerType("id", 9)
                                        .stringValue("name", "Hank Off"))
                            .nullValue("person")
                            .object(
                                "invitation",
                                invitation ->
                                    invitation.valueFromProviderState(
                                        "email", "${invited_email}", ConsolePact.EMAIL)))));
  }

  private static LambdaDslObject byOperator(LambdaDslObject event) {
    return event.object(
        "actor", actor -> actor.stringValue("kind", "operator").nullValue("id").nullValue("name"));
  }

  private static void invited(LambdaDslObject event) {
    byOperator(event(event, "invitation.created"))
        .nullValue("person")
        .object(
            "invitation",
            invitation -> invitation.stringMatcher("email", ".+@.+", ConsolePact.EMAIL));
  }

  @Test
  void anEmptyAuditLog() {
    visit(
        "audit",
        page -> page.untilShown("Nothing was recorded in this workspace yet."),
        tokens(),
        lastPage(
            asking("an empty audit log", "a caller").get(AUDIT).query("limit=25"), items -> {}));
  }

  @Test
  void aLongAuditLog() {
    visit(
        "audit",
        page -> {
          page.press(more("audit"));
          page.untilTrue(rows("audit") + 2);
          page.untilTrue("document.querySelector('" + more("audit") + "').hidden");
        },
        tokens(),
        firstOfLongLog(),
        lastPageOf(
            asking("the last page of a long audit log", LONG)
                .get(AUDIT)
                .query("limit=25")
                .queryParameterFromProviderState("cursor", "${audit_cursor}", CURSOR),
            ConsoleListsPactTest::invited));
  }

  private static PactDslResponse firstOfLongLog() {
    return pageOf(
        asking("the first page of a long audit log", LONG).get(AUDIT).query("limit=25"),
        CURSOR,
        ConsoleListsPactTest::invited);
  }

  @Test
  void theRestOfALogThatIsGone() {
    visit(
        "audit",
        page -> {
          page.press(more("audit"));
          page.untilShown("The server did not accept this. The server says: " + WRONG_CURSOR);
        },
        tokens(),
        firstOfLongLog(),
        refusal(
            asking("events after a place in another list", "a caller")
                .get(AUDIT)
                .query("limit=25&cursor=" + CURSOR),
            400,
            WRONG_CURSOR));
  }

  private static String more(String section) {
    return MORE.formatted(section);
  }

  private static String rows(String section) {
    return ROWS.formatted(section);
  }

  /** A request of the page in a section, and the interactions before it. */
  private record Listing(
      String section,
      String name,
      Function<Asking, PactDslRequestWithPath> request,
      PactDslResponse... before) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Listing> listings() {
    return Stream.concat(
        Stream.of(new Listing("invitations", "roles", asking -> asking.get(ROLES), tokens())),
        listingsForManagers());
  }

  static Stream<Listing> listingsForManagers() {
    return Stream.of(
        new Listing(
            "invitations",
            "invitations",
            asking -> asking.get(INVITATIONS).query("limit=25&state=pending"),
            tokens(),
            roles()),
        new Listing(
            "audit", "the audit log", asking -> asking.get(AUDIT).query("limit=25"), tokens()));
  }

  @ParameterizedTest
  @MethodSource("listings")
  void aVisitorWhoseTokenWasRevokedIsSignedOut(Listing listing) {
    refused(
        listing,
        "Your token is not valid any more, so you were signed out.",
        refusal(listing.request.apply(asking(listing.name + " for nobody", UNKNOWN_TOKEN)), 401));
  }

  @ParameterizedTest
  @MethodSource("listings")
  void aVisitorWhoAskedTooOftenIsToldWhenToComeBack(Listing listing) {
    refused(
        listing,
        "That was too much for now. Try again in 30 seconds.",
        throttled(
            listing.request.apply(asking(listing.name + " beyond the rate limit", EXHAUSTED))));
  }

  /** The visitor was an owner until now. */
  @ParameterizedTest
  @MethodSource("listingsForManagers")
  void aVisitorWhoseRoleIsNotEnoughIsToldSo(Listing listing) {
    String reason = "This needs the role OWNER or ADMIN.";
    refused(
        listing,
        "your role or the scope of your token is not enough. The server says: " + reason,
        refusal(
            listing.request.apply(askingAs("EDITOR", listing.name + " for an editor")),
            403,
            reason));
  }

  private void refused(Listing listing, String shown, PactDslResponse refusal) {
    visit(
        listing.section,
        page -> page.untilShown(shown),
        Stream.concat(Stream.of(listing.before), Stream.of(refusal))
            .toArray(PactDslResponse[]::new));
  }
}
