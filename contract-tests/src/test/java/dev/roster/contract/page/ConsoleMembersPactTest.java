package dev.roster.contract.page;

import static dev.roster.contract.page.ConsolePact.EXHAUSTED;
import static dev.roster.contract.page.ConsolePact.UNKNOWN_TOKEN;
import static dev.roster.contract.page.ConsolePact.asking;
import static dev.roster.contract.page.ConsolePact.askingAs;
import static dev.roster.contract.page.ConsolePact.lastPage;
import static dev.roster.contract.page.ConsolePact.lastPageOf;
import static dev.roster.contract.page.ConsolePact.pageOf;
import static dev.roster.contract.page.ConsolePact.refusal;
import static dev.roster.contract.page.ConsolePact.throttled;
import static dev.roster.contract.page.ConsolePact.tokens;
import static org.assertj.core.api.Assertions.assertThat;

import au.com.dius.pact.consumer.dsl.LambdaDslObject;
import au.com.dius.pact.consumer.dsl.PactDslRequestWithPath;
import au.com.dius.pact.consumer.dsl.PactDslResponse;
import dev.roster.contract.Asking;
import org.junit.jupiter.api.Test;

/** The members of the workspace, of whom the page marks those who are suspended. */
class ConsoleMembersPactTest extends ConsoleVisits {
  private static final String EVERY_KIND = "a company with members of every kind";
  private static final String LONG = "a workspace with a long history";
  private static final String CURSOR = "c3VzcGVuZGVkOjE";
  private static final int HANK = 13;
  private static final String UNKNOWN = "Who is suspended is not known now.";
  private static final String MARKED =
      "[...document.querySelectorAll('#view-members tr:has(.badge.suspended) th')]"
          + ".map((each) => each.innerText).join()";

  private static PactDslRequestWithPath suspensions(Asking asking) {
    return asking.get("/console/api/suspensions").query("limit=100");
  }

  private static void suspended(LambdaDslObject member) {
    member.integerType("id", HANK);
  }

  @Test
  void aSuspendedMemberIsMarked() {
    visitIn(
        EVERY_KIND,
        "suspended_id",
        HANK,
        "members",
        page -> {
          page.untilShown("Grace Hopper", "Iris Held");
          page.untilTrue(MARKED + " === 'Hank Off suspended'");
        },
        tokens(),
        lastPage(
            suspensions(asking("a suspended member", EVERY_KIND)),
            items ->
                items.object(each -> each.valueFromProviderState("id", "${suspended_id}", HANK))));
  }

  @Test
  void nobodyIsSuspended() {
    visit(
        "members",
        page -> {
          page.untilShown("Grace Hopper");

          assertThat(page.text()).doesNotContain("suspended");
        },
        tokens(),
        lastPage(suspensions(asking("no suspended members", "a caller")), items -> {}));
  }

  @Test
  void moreSuspendedMembersThanAPage() {
    visit(
        "members",
        page -> page.untilShown("Grace Hopper"),
        tokens(),
        firstOfMany(),
        lastPageOf(
            suspensions(asking("the last page of many suspended members", LONG))
                .queryParameterFromProviderState("cursor", "${suspensions_cursor}", CURSOR),
            ConsoleMembersPactTest::suspended));
  }

  private static PactDslResponse firstOfMany() {
    return pageOf(
        suspensions(asking("the first page of many suspended members", LONG)),
        CURSOR,
        ConsoleMembersPactTest::suspended);
  }

  /** The visitor switched in another tab, so the cursor is one of another workspace. */
  @Test
  void theRestOfAListThatIsGone() {
    unknown(
        "The server did not accept this. The server says: "
            + "The cursor must be the member next of the page before, of the same list.",
        firstOfMany(),
        refusal(
            asking("suspended members after a place in another list", "a caller")
                .get("/console/api/suspensions")
                .query("limit=100&cursor=" + CURSOR),
            400,
            "The cursor must be the member next of the page before, of the same list."));
  }

  @Test
  void aVisitorWhoseTokenWasRevokedIsSignedOut() {
    visit(
        "members",
        page -> page.untilShown("Your token is not valid any more, so you were signed out."),
        tokens(),
        refusal(suspensions(asking("suspended members for nobody", UNKNOWN_TOKEN)), 401));
  }

  @Test
  void aVisitorWhoAskedTooOftenIsToldWhenToComeBack() {
    unknown(
        "That was too much for now. Try again in 30 seconds.",
        throttled(suspensions(asking("suspended members beyond the rate limit", EXHAUSTED))));
  }

  /** The visitor was an owner until now. */
  @Test
  void aVisitorWhoseRoleIsNotEnoughIsToldSo() {
    String reason = "This needs the role OWNER or ADMIN.";
    unknown(
        "your role or the scope of your token is not enough. The server says: " + reason,
        refusal(suspensions(askingAs("EDITOR", "suspended members for an editor")), 403, reason));
  }

  /** The members show without the marks. */
  private void unknown(String shown, PactDslResponse... interactions) {
    PactDslResponse[] all = new PactDslResponse[interactions.length + 1];
    all[0] = tokens();
    System.arraycopy(interactions, 0, all, 1, interactions.length);
    visit("members", page -> page.untilShown(shown, UNKNOWN, "Grace Hopper"), all);
  }
}
