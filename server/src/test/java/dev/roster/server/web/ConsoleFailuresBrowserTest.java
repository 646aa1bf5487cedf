package dev.roster.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.browser.Viewport;
import dev.roster.server.testing.InvitationFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The console when something goes wrong: credentials, connections, refusals, other tabs. */
class ConsoleFailuresBrowserTest extends ConsoleFixture {
  private static final String INVITATIONS = "SELECT count(*) FROM invitation";

  @ParameterizedTest
  @EnumSource
  void aWrongTokenIsRefusedAndARightOneForgiven(Viewport on) throws Exception {
    open(on, "/console");
    tab.untilShown("Sign in");
    assertThat(tab.hasFocus("#token")).as("where the visitor begins").isTrue();
    tab.enter();
    tab.untilShown("Paste your token.");
    tab.type("kein-tökén");
    tab.enter();
    tab.untilShown("This is no token");
    tab.run("document.getElementById('token').value = ''");
    tab.type("wrong-token");
    tab.enter();
    tab.untilShown("This token is not valid, or not any more.");
    assertThat(tab.hasFocus("#token[aria-invalid=true]")).isTrue();
    look("console-wrong-token");
    assertThat(tab.run("sessionStorage.length").asInt()).as("kept when it is good").isZero();

    tab.run("document.getElementById('token').value = ''");
    tab.type("  Authorization: Bearer  ann-to ken ");
    tab.enter();
    untilRead("members");
    assertThat(tab.text()).contains("Signed in as Grace Hopper");
    tab.assertAllFromHere();
  }

  @Test
  void theTokenIsInThisTabUntilItIsForgotten() {
    signIn(Viewport.DESKTOP, "ann-token", "tokens");
    tab.reload();
    untilRead("tokens");
    assertThat(tab.run("localStorage.length + document.cookie.length").asInt()).isZero();

    tab.tabTo("#sign-out");
    tab.enter();

    tab.untilShown("You are signed out.");
    assertThat(tab.hasFocus("#token")).isTrue();
    assertThat(tab.run("sessionStorage.length").asInt()).isZero();
    assertThat(tab.run("document.documentElement.outerHTML").asText())
        .doesNotContain("ann-token", "Grace", "Grocers");
    type("no-token");
    tab.untilShown("This token is not valid, or not any more.");
    assertThat(tab.text()).as("what was done before").doesNotContain("You are signed out.");
    tab.reload();
    tab.untilShown("Sign in");
    // the test reads the cookies, the page does not
    tab.assertAllFromHere("DocumentCookie");
  }

  @Test
  void aTokenThatIsRevokedMeanwhileLeadsBackToTheSignIn() throws Exception {
    signIn(Viewport.DESKTOP, "ann-token", "invitations");
    sql("UPDATE api_token SET revoked_at = now() WHERE person_id = 1");

    invite("ada@example.org");

    tab.untilShown("Your token is not valid any more, so you were signed out.");
    assertThat(tab.hasFocus("#token")).isTrue();
    look("console-ended");
    sql("UPDATE api_token SET revoked_at = NULL WHERE person_id = 1");
    tab.type("ann-token");
    tab.enter();
    untilRead("invitations");
    assertThat(value("email")).as("nothing typed is lost").isEqualTo("ada@example.org");
    assertThat(count(INVITATIONS)).isZero();
    tab.assertAllFromHere();
  }

  /** The next person at this tab does not see what the one before typed. */
  @Test
  void somebodyElseFindsAnEmptyForm() {
    signIn(Viewport.DESKTOP, "ann-token", "invitations");
    tab.tabTo("#email");
    tab.type("ada@example.org");
    tab.tabTo("#sign-out");
    tab.enter();
    tab.untilShown("You are signed out.");

    tab.type("ben-token");
    tab.enter();
    untilRead("members");

    assertThat(value("email")).isEmpty();
    tab.assertAllFromHere();
  }

  @Test
  void aDoubleClickSendsOnce() {
    signIn(Viewport.DESKTOP, "ann-token", "invitations");
    watch();
    tab.run(
        """
        document.getElementById('email').value = 'ada@example.org';
        const button = document.querySelector('#invite button');
        button.click();
        button.click();
        """);

    tab.untilShown("The invitation to ada@example.org is on its way.");
    assertThat(sent("path")).isEqualTo("api/accounts/invitations/");
    assertThat(count(INVITATIONS)).isEqualTo(1);
    tab.assertAllFromHere();
  }

  /** The server did it, and the page does not know. */
  @Test
  void aLostResponseIsAskedForAgainUnderTheSameKey() throws Exception {
    signIn(Viewport.DESKTOP, "ann-token", "invitations");
    watch();
    loseResponses();
    invite("ada@example.org");
    tab.untilShown("The server cannot be reached.");
    assertThat(value("email")).isEqualTo("ada@example.org");
    look("console-lost");
    hearResponses();
    tab.enter();
    tab.untilShown("The invitation to ada@example.org is on its way.");
    assertSentTwiceUnderOneKey(0);
    assertThat(count(INVITATIONS)).isEqualTo(1);

    untilRead("invitations");
    loseResponses();
    tab.tabTo("button[aria-label^=Resend]");
    tab.enter();
    tab.tabTo("#ask-yes");
    tab.enter();
    tab.untilTrue("document.getElementById('ask-error').innerText.includes('cannot be reached')");
    look("console-lost-resend");
    hearResponses();
    assertThat(focused()).isEqualTo("Try again");
    tab.enter();
    tab.untilShown("A new mail to ada@example.org is on its way.");
    assertSentTwiceUnderOneKey(2);
    assertThat(count("SELECT count(*) FROM outbox")).isEqualTo(2);
    tab.assertAllFromHere();
  }

  private void assertSentTwiceUnderOneKey(int first) {
    String[] keys = sent("key").split(",");
    assertThat(keys).hasSize(first + 2);
    assertThat(keys[first]).hasSize(36).isEqualTo(keys[first + 1]);
    if (first > 0) {
      assertThat(keys[first]).isNotEqualTo(keys[first - 1]);
    }
  }

  @Test
  void anOutageIsToldAndReadingIsTriedAgain() throws Exception {
    signIn(Viewport.PHONE, "ann-token", "members");
    answer("audit", 503, "{'Retry-After': '5'}");
    turnTo("audit");
    tab.untilShown("The server cannot answer at the moment.");
    look("console-outage");
    hearResponses();
    tab.tabTo("#trouble button");
    tab.enter();
    tab.untilShown("Nothing was recorded in this workspace yet.");
    assertThat(tab.text()).doesNotContain("cannot answer");
    tab.assertAllFromHere();
  }

  /** The members show all the same, and the page says what it does not know. */
  @Test
  void membersShowWithoutSuspensionsThatCannotBeRead() throws Exception {
    sql("UPDATE person SET is_active = false WHERE id = 2");
    signIn(Viewport.PHONE, "ann-token", "tokens");
    answer("suspensions", 503, "{'Retry-After': '5'}");
    turnTo("members");
    tab.untilShown("The server cannot answer at the moment.");
    assertThat(tab.text())
        .contains("2 members", "both@both.test", "Who is suspended is not known now.");
    assertThat(tab.run("document.querySelectorAll('.badge.suspended').length").asInt()).isZero();
    look("console-suspensions-unknown");

    hearResponses();
    tab.tabTo("#trouble button");
    tab.enter();
    tab.untilTrue("document.querySelector('#view-members .badge.suspended') !== null");
    assertThat(tab.text()).doesNotContain("cannot answer", "Who is suspended is not known now.");
    tab.assertAllFromHere();
  }

  @Test
  void aLimitSaysWhenToTryAgain() {
    signIn(Viewport.PHONE, "ann-token", "invitations");
    answer("accounts/invitations", 429, "{'Retry-After': '28800'}");
    invite("ada@example.org");

    tab.untilShown("That was too much for now. Try again in 8 hours.");
    assertThat(value("email")).isEqualTo("ada@example.org");
    tab.assertAllFromHere();
  }

  @Test
  void aRefusalNamesTheFieldOrTheReason() throws Exception {
    InvitationFixture.invite(server, "ada@example.org", EDITOR);
    signIn(Viewport.DESKTOP, "ann-token", "invitations");
    tab.tabTo("#email");
    tab.enter();
    tab.untilShown("Fill in the address of the person to invite.");
    tab.type("ada@example.org");
    tab.enter();
    tab.untilShown("An invitation for this address is pending.");
    assertThat(tab.hasFocus("#email[aria-invalid=true]")).isTrue();
    look("console-already-pending");

    answer("/revoke", 403, "{}");
    revoke();
    tab.untilShown("your role or the scope of your token is not enough");
    hearResponses();
    tab.run("document.querySelector('#view-invitations tbody tr').dataset.old = ''; 0");
    tab.escape();
    tab.untilTrue("document.querySelector('#view-invitations tbody tr:not([data-old])') !== null");

    sql("UPDATE invitation SET accepted_at = now()");
    revoke();
    tab.untilShown("This invitation has ended meanwhile");
    assertThat(tab.hasFocus("#ask-no")).as("trying again cannot help").isTrue();
    assertThat(tab.run("document.getElementById('ask-yes').hidden").asBoolean()).isTrue();
    tab.enter();
    tab.untilShown("No invitation is pending");
    tab.assertAllFromHere();
  }

  private void revoke() {
    tab.tabTo("button[aria-label^=Revoke]");
    tab.enter();
    tab.tabTo("#ask-yes");
    tab.enter();
  }

  /** A switch is one of all tokens of a user, so another tab moves this one. */
  @Test
  void nobodyIsInvitedToAWorkspaceThatWasSwitchedElsewhere() throws Exception {
    signIn(Viewport.DESKTOP, "ann-token", "invitations");
    tab.tabTo("#email");
    tab.type("ada@example.org");
    server.post("ann-token", "/api/accounts/workspaces/switch/", "{\"company_id\":2}");

    tab.enter();

    tab.untilShown("you are in Alpha Two now. Nothing was sent.");
    assertThat(tab.run("document.querySelector('h1').innerText").asText()).isEqualTo("Alpha Two");
    assertThat(value("email")).isEqualTo("ada@example.org");
    assertThat(count(INVITATIONS)).isZero();
    look("console-switched-elsewhere");
    tab.enter();
    tab.untilShown("The invitation to ada@example.org is on its way.");
    assertThat(count(INVITATIONS + " WHERE company_id = 2")).isEqualTo(1);
    tab.assertAllFromHere();
  }

  /** The visitor did not wait for the first search. */
  @Test
  void aLateAnswerToAnEarlierSearchIsNotShown() {
    signIn(Viewport.DESKTOP, "ann-token", "members");
    tab.run(
        """
        window.held = [];
        window.heard = window.fetch;
        window.fetch = async (path, how) => {
          const answer = await window.heard(path, how);
          if (path.includes('search=both')) {
            const read = answer.json.bind(answer);
            answer.json = () => read().finally(() => setTimeout(() => { window.done = true; }));
            await new Promise((release) => window.held.push(release));
          }
          return answer;
        };
        0
        """);
    tab.run("location.hash = 'members?search=both'");
    tab.untilTrue("window.held.length === 1");
    tab.run("location.hash = 'members?search=Hopper'");
    tab.untilShown("1 member found by Hopper");

    tab.run("window.held[0](), 0");
    tab.untilTrue("window.done === true");

    assertThat(tab.text()).contains("1 member found by Hopper").doesNotContain("both@both.test");
    assertThat(value("terms")).isEqualTo("Hopper");
    // the browser notes that nobody touched the page before its address changed
    tab.assertAllFromHere("NavigationEntryMarkedSkippable");
  }
}
