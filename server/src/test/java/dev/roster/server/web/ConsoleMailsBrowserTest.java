package dev.roster.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.browser.Viewport;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The state of a mail on the page, which changes without the visitor. */
class ConsoleMailsBrowserTest extends ConsoleFixture {
  private static final String MAILS =
      "[...document.querySelectorAll('#view-invitations tbody td p')].map((each) =>"
          + " each.innerText).join('|')";

  private static final String NEWS = "document.getElementById('news').innerText";

  /** Every mail waits for as long as the test says so. */
  private void hold() {
    tab.run(
        """
        window.reads = 0;
        window.held = true;
        window.heard = window.fetch;
        window.fetch = async (path, how) => {
          const answer = await window.heard(path, how);
          if (!path.startsWith('console/api/invitations')) {
            return answer;
          }
          const text = await answer.text();
          window.reads += how.method === 'GET' ? 1 : 0;
          return new Response(
            window.held ? text.replace(/"mail":"\\w+"/g, '"mail":"waiting"') : text,
            {status: answer.status, headers: answer.headers});
        };
        0
        """);
  }

  /** Time passes when the test says so. */
  private void stopTime() {
    tab.run(
        """
        window.pauses = [];
        window.due = null;
        window.setTimeout = (work, pause) => {
          window.pauses.push(pause);
          window.due = work;
          return window.pauses.length;
        };
        window.clearTimeout = () => { window.due = null; };
        0
        """);
  }

  private void letTimePass() {
    tab.run("{ const work = window.due; window.due = null; work(); } 0");
  }

  private int reads() {
    return tab.run("window.reads").asInt();
  }

  /** The list is read once more for the invitation that was made. */
  private void inviteWithAMailThatWaits() {
    int before = reads();
    invite("ada@example.org");
    tab.untilTrue("window.reads === " + (before + 1) + " && " + MAILS + ".includes('waits')");
    untilRead("invitations");
  }

  @Test
  void aMailThatWaitsIsLookedAtAgainUntilItIsSent() throws Exception {
    signIn(Viewport.PHONE, "ann-token", "invitations");
    hold();
    invite("ada@example.org");
    tab.untilTrue(MAILS + ".includes('The mail waits to be sent.')");
    tab.tabTo("button[aria-label^=Revoke]");
    tab.untilTrue("window.reads >= 2");
    assertThat(tab.run(MAILS).asText()).contains("The mail waits to be sent.");

    tab.run("window.held = false; 0");

    tab.untilTrue(NEWS + " === 'The mail to ada@example.org is in the mailbox of this server.'");
    assertThat(tab.run(MAILS).asText())
        .contains("The mail is in the mailbox of this server.")
        .doesNotContain("waits");
    assertThat(tab.run("document.getElementById('news').ariaLive").asText()).isEqualTo("polite");
    assertThat(focused()).as("nothing is taken from the visitor").isEqualTo("Revoke");
    look("console-mail-sent");
    tab.assertAllFromHere();
  }

  @Test
  void aMailThatIsSentAgainIsLookedAtAsWell() {
    signIn(Viewport.DESKTOP, "ann-token", "invitations");
    invite("ada@example.org");
    tab.untilTrue(MAILS + ".includes('The mail is in the mailbox of this server.')");
    hold();
    tab.tabTo("button[aria-label^=Resend]");
    tab.enter();
    tab.tabTo("#ask-yes");
    tab.enter();
    tab.untilTrue(MAILS + ".includes('The mail waits to be sent.')");

    tab.run("window.held = false; 0");

    tab.untilTrue(NEWS + " === 'The mail to ada@example.org is in the mailbox of this server.'");
    tab.assertAllFromHere();
  }

  @Test
  void eachLookIsLaterThanTheOneBeforeAndTheyEnd() {
    signIn(Viewport.DESKTOP, "ann-token", "invitations");
    hold();
    stopTime();
    inviteWithAMailThatWaits();

    int looks = 0;
    while (tab.run("window.due !== null").asBoolean()) {
      int before = reads();
      letTimePass();
      looks++;
      tab.untilTrue("window.reads === " + (before + 1));
      tab.untilTrue("window.due !== null || window.pauses.length === " + looks);
    }

    List<Integer> pauses =
        tab.run("window.pauses").valueStream().map(each -> each.asInt()).toList();
    assertThat(pauses).hasSize(12).isSorted().startsWith(2000, 3000).endsWith(15_000);
    assertThat(pauses.stream().mapToInt(each -> each).sum()).isBetween(100_000, 180_000);
    tab.assertAllFromHere();
  }

  @Test
  void nothingIsReadForAPageThatIsHiddenOrAVisitorWhoIsGone() {
    signIn(Viewport.DESKTOP, "ann-token", "invitations");
    hold();
    stopTime();
    inviteWithAMailThatWaits();

    visible("hidden");
    assertThat(tab.run("window.due === null").asBoolean()).as("hidden").isTrue();
    visible("visible");
    assertThat(tab.run("window.due !== null").asBoolean()).as("seen again").isTrue();
    int before = reads();
    tab.tabTo("#sign-out");
    tab.enter();
    tab.untilShown("You are signed out.");
    letTimePass();

    assertThat(tab.run("window.due === null").asBoolean()).as("signed out").isTrue();
    assertThat(reads()).isEqualTo(before);
    tab.assertAllFromHere();
  }

  private void visible(String state) {
    tab.run(
        "Object.defineProperty(document, 'visibilityState', {value: '%s', configurable: true});"
                .formatted(state)
            + " document.dispatchEvent(new Event('visibilitychange')); 0");
  }
}
