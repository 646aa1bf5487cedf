package dev.roster.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.browser.Viewport;
import dev.roster.server.boot.OperatorServices;
import dev.roster.server.testing.InvitationFixture;
import dev.roster.server.testing.Waiting;
import java.net.URI;
import java.time.Clock;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The pages for people in a real browser, with the keyboard only. */
class AcceptPageBrowserTest extends PagesFixture {
  private static final String REFUSED = "The link of this invitation is not valid";

  @ParameterizedTest
  @EnumSource
  void aNewPersonGoesFromTheMailboxToTheMembership(Viewport on) throws Exception {
    lookAtTheMail(on, "ada@example.org", "");
    tab.untilShown("You are invited by “Grace Hopper” (ann@alpha.test) to join “Green Grocers”.");
    assertThat(tab.text())
        .contains("You join as editor, with the address ada@example.org.", "Tell us your name");
    assertThat(tab.hasFocus("#title")).as("a screen reader begins with the title").isTrue();
    assertThat(tab.spoken())
        .contains(
            "textbox: First name",
            "textbox: Last name",
            "button: Accept the invitation",
            "button: Decline",
            "heading: Invitation");
    look("accept");

    accept();
    tab.untilShown("Fill in your first and last name.");
    assertThat(tab.hasFocus("#first")).as("the field that is missing").isTrue();
    look("names-missing");
    assertThat(members("ada@example.org")).isZero();

    tab.type("Ada");
    tab.tabTo("#last");
    tab.type("Lovelace");
    tab.enter();
    tab.untilShown("You are a member of “Green Grocers”");
    assertThat(tab.text()).contains("Your address there is ada@example.org.");
    assertThat(tab.hasFocus("#title")).as("a screen reader hears how it ended").isTrue();
    assertThat(tab.run("location.href").asText())
        .as("the secret has left the address")
        .isEqualTo(server.baseUri() + "/accept");
    assertThat(members("ada@example.org")).isEqualTo(1);
    assertThat(server.get("ann-token", "/api/accounts/users/").text())
        .contains("ada@example.org", "\"Ada\"", "\"Lovelace\"");
    look("accepted");
    tab.assertNothingWentWrong();
  }

  @ParameterizedTest
  @EnumSource
  void anExistingPersonNeedsNoName(Viewport on) throws Exception {
    followTheMail(on, "ben@beta.test");
    tab.untilShown("You are invited by “Grace Hopper”");
    assertThat(tab.text())
        .startsWith("Roster")
        .containsPattern(
            "The invitation is valid until \\d+ \\w+ \\d{4} \\d\\d:\\d\\d"
                + " \\(Europe/Amsterdam\\)\\.")
        .doesNotContain("First name");
    look("accept-existing");

    accept();

    tab.untilShown("You are a member of “Green Grocers”");
    assertThat(tab.text())
        .contains("Your address there is ben@beta.test. Nothing is left to do here")
        .as("none is configured")
        .doesNotContain("application");
    assertThat(members("ben@beta.test")).isEqualTo(1);
    tab.assertNothingWentWrong();
  }

  @ParameterizedTest
  @EnumSource
  void whoDeclinesIsAskedOnceAndCanGoBack(Viewport on) throws Exception {
    UUID id = followTheMail(on, "ada@example.org");
    tab.untilShown("You are invited");
    String link = tab.run("location.href").asText();
    activate("#decline");
    tab.untilShown("Decline the invitation to join “Green Grocers”?");
    assertThat(tab.text())
        .contains(
            "You are invited by “Grace Hopper”",
            "A declined invitation cannot be accepted afterwards")
        .contains("You would join as editor, with the address ada@example.org.")
        .doesNotContain("Accept the invitation", "First name", "You join as");
    assertThat(tab.hasFocus("#title")).as("a screen reader reads the question").isTrue();
    assertThat(tab.spoken())
        .contains(
            "heading: Decline the invitation to join “Green Grocers”?",
            "button: Decline the invitation",
            "button: Back")
        .doesNotContain("button: Accept the invitation");
    assertThat(title()).isEqualTo("Decline the invitation to join “Green Grocers”?");
    assertThat(colour("#decline-now")).isNotEqualTo(colour("#accept"));
    look("decline");

    activate("#back");
    tab.untilShown("Accept the invitation");
    assertThat(tab.hasFocus("#decline")).as("where the visitor was").isTrue();
    assertThat(title()).isEqualTo("Invitation");
    assertThat(tab.text()).contains("You join as editor, with the address ada@example.org.");
    assertThat(state(id)).isEqualTo("open");

    activate("#decline");
    tab.escape();
    tab.untilShown("Accept the invitation");
    assertThat(tab.hasFocus("#decline")).as("where the visitor was").isTrue();
    tab.escape();
    assertThat(tab.text()).contains("Accept the invitation");

    activate("#decline");
    activate("#decline-now");
    tab.untilShown("Nobody was added");
    assertThat(title()).isEqualTo("You declined");
    assertThat(tab.text())
        .contains("You declined", "Nobody was added to “Green Grocers”.")
        .doesNotContain("Accept the invitation", "You are invited by");
    assertThat(tab.hasFocus("#title")).as("a screen reader hears how it ended").isTrue();
    assertThat(state(id)).isEqualTo("declined");
    assertThat(members("ada@example.org")).isZero();
    look("declined");

    tab.reload();
    tab.untilShown("Nobody was added");
    assertThat(tab.run("location.hash").asText()).as("the secret has left").isEmpty();
    openAgain(link);
    tab.untilShown("Nobody was added to “Green Grocers”.");
    assertThat(tab.text()).doesNotContain("Accept the invitation", REFUSED);
    assertSecretHasLeftAndStaysAway("Nobody was added to “Green Grocers”.");
    tab.assertNothingWentWrong();
  }

  private String title() {
    return tab.run("document.title").asText();
  }

  private String colour(String selector) {
    return tab.run("getComputedStyle(document.querySelector('" + selector + "')).backgroundColor")
        .asText();
  }

  /** Opens a link as one of the mail is opened, whatever the page shows. */
  private void openAgain(String link) {
    tab.open(server.baseUri() + "/");
    tab.open(link);
  }

  /** A secret that is of no use any more is in no address, and a reload shows the same. */
  private void assertSecretHasLeftAndStaysAway(String shown) {
    tab.untilTrue("location.hash === ''");
    assertThat(tab.run("location.href").asText()).isEqualTo(server.baseUri() + "/accept");
    tab.reload();
    tab.untilShown(shown);
    assertThat(tab.run("location.hash").asText()).isEmpty();
  }

  /** The link of the mail that declines, followed by a member. */
  @Test
  void whoAcceptedIsToldThatDecliningIsTooLateAndWhoCanHelp() throws Exception {
    followTheMail(Viewport.PHONE, "ben@beta.test");
    tab.untilShown("You are invited");
    String link = tab.run("location.href").asText() + "/decline";
    accept();
    tab.untilShown("You are a member of “Green Grocers”");

    openAgain(link);

    tab.untilShown("The invitation was accepted already");
    assertThat(tab.text())
        .contains(
            "The invitation to join “Green Grocers” was accepted, so it cannot be declined any"
                + " more.",
            "ask an owner or administrator of the workspace to remove you")
        .doesNotContain("Nothing is left to do", "Decline");
    assertThat(title()).isEqualTo("The invitation was accepted already");
    assertThat(tab.hasFocus("#title")).isTrue();
    look("decline-too-late");
    assertSecretHasLeftAndStaysAway("The invitation was accepted already");
    assertThat(members("ben@beta.test")).isEqualTo(1);

    sql("UPDATE company SET default_locale = 'nl-NL' WHERE id = 1");
    openAgain(link);
    tab.untilShown("De uitnodiging is al geaccepteerd");
    assertThat(tab.text())
        .contains("vraag dan een eigenaar of beheerder van de werkruimte om je te verwijderen");
    look("decline-too-late-nl");
    tab.assertNothingWentWrong();
  }

  /** Both have the same address, as the secret of neither is in it. */
  @Test
  void twoInvitationsThatEndedAreToldApartByGoingBack() throws Exception {
    followTheMail(Viewport.PHONE, "ada@example.org");
    tab.untilShown("with the address ada@example.org");
    String ben = secretInTheMail("ben@beta.test");
    tab.open(server.baseUri() + "/accept#" + ben);
    tab.untilShown("with the address ben@beta.test");
    activate("#accept");
    tab.untilShown("You are a member of “Green Grocers”");
    tab.run("location.hash = '" + "x".repeat(43) + "'");
    tab.untilShown(REFUSED);
    tab.untilTrue("location.hash === ''");

    tab.run("history.back()");

    tab.untilShown("You are a member of “Green Grocers”");
    assertThat(tab.text()).doesNotContain(REFUSED);
  }

  /** The link itself declines nothing: a scanner may follow it. */
  @Test
  void theLinkThatDeclinesLeadsToTheQuestion() throws Exception {
    UUID id = lookForTheMail(Viewport.PHONE, "ada@example.org");
    activate("a[href$=\"/decline\"]");
    tab.untilShown("Decline the invitation to join “Green Grocers”?");
    assertThat(tab.text()).contains("You are invited by “Grace Hopper”");
    assertThat(tab.hasFocus("#title")).isTrue();
    assertThat(title()).isEqualTo("Decline the invitation to join “Green Grocers”?");
    assertThat(state(id)).isEqualTo("open");

    tab.escape();
    tab.untilShown("Accept the invitation");
    tab.reload();
    tab.untilShown("Accept the invitation");
    typeName("Ada", "Lovelace");
    accept();
    tab.untilShown("You are a member of “Green Grocers”");
    tab.assertNothingWentWrong();
  }

  @Test
  void anInvitationThatWasAcceptedElsewhereMeanwhileCannotBeDeclined() throws Exception {
    followTheMail(Viewport.PHONE, "ben@beta.test");
    tab.untilShown("You are invited");
    activate("#decline");
    String secret = secretOfThePage();
    assertThat(InvitationFixture.accept(server, secret, "", "").status()).isEqualTo(200);

    activate("#decline-now");

    tab.untilShown("The invitation was accepted already");
    assertThat(tab.text()).contains("cannot be declined any more");
    assertThat(members("ben@beta.test")).isEqualTo(1);
    tab.assertNothingWentWrong();
  }

  @Test
  void aRefusalThatGotLostCanBeTriedAgain() throws Exception {
    UUID id = followTheMail(Viewport.PHONE, "ada@example.org");
    tab.untilShown("You are invited");
    tab.run("window.real = window.fetch; window.fetch = () => Promise.reject(new Error('gone'))");
    activate("#decline");
    activate("#decline-now");
    tab.untilShown("That did not work.");
    assertThat(state(id)).isEqualTo("open");
    look("decline-failed");

    tab.run("window.fetch = window.real");
    activate("#decline-now");

    tab.untilShown("Nobody was added");
    tab.assertNothingWentWrong();
  }

  private String state(UUID id) {
    boolean declined =
        InvitationFixture.count(
                server,
                "SELECT count(*) FROM invitation WHERE declined_at IS NOT NULL AND id = '"
                    + id
                    + "'")
            == 1;
    return declined ? "declined" : "open";
  }

  @ParameterizedTest
  @EnumSource
  void aMemberIsToldSoByReloadBackAndTheLinkItself(Viewport on) throws Exception {
    followTheMail(on, "ada@example.org");
    tab.untilShown("You are invited");
    String link = tab.run("location.href").asText();
    typeName("Ada", "Lovelace");
    accept();
    tab.untilShown("You are a member of “Green Grocers”");

    tab.reload();
    tab.untilShown("You are a member of “Green Grocers”");
    assertThat(tab.text())
        .contains("Your address there is ada@example.org.")
        .doesNotContain(REFUSED);

    tab.run("history.back()");
    tab.untilTrue("location.pathname.startsWith('/dev/mailbox')");
    tab.run("history.forward()");
    tab.untilTrue("location.pathname === '/accept'");
    tab.untilShown("You are a member of “Green Grocers”");

    openAgain(link);
    tab.untilShown("You already joined “Green Grocers”");
    assertThat(tab.text()).doesNotContain("Accept the invitation", REFUSED);
    assertThat(tab.hasFocus("#title")).isTrue();
    look("already-joined");
    assertSecretHasLeftAndStaysAway("You already joined “Green Grocers”");
    assertThat(members("ada@example.org")).isEqualTo(1);
    tab.assertNothingWentWrong();
  }

  @Test
  void anExpiredLinkSaysWhen() throws Exception {
    followTheMail(Viewport.PHONE, "ada@example.org");
    tab.untilShown("You are invited");
    sql("UPDATE invitation SET expires_at = '2026-07-03T22:30:00Z'");

    tab.reload();

    tab.untilShown("This invitation has expired");
    assertThat(tab.text())
        .contains("expired on 4 July 2026 00:30 (Europe/Amsterdam)", "“Green Grocers”");
    assertThat(title()).isEqualTo("This invitation has expired");
    look("expired");
    assertSecretHasLeftAndStaysAway("expired on 4 July 2026 00:30 (Europe/Amsterdam)");
    tab.assertNothingWentWrong();
  }

  @Test
  void aLinkThatWasCutSaysSoWithoutAskingAnybody() throws Exception {
    open(Viewport.PHONE, "/accept#tooShort");
    tab.untilShown("The address of this page is not complete");
    assertThat(title()).isEqualTo("This link is not complete");
    look("incomplete");

    tab.open(server.baseUri() + "/accept#" + "x".repeat(43));
    tab.untilShown(REFUSED);
    assertThat(title()).isEqualTo("This link is not valid");
    look("refused");
    assertSecretHasLeftAndStaysAway(REFUSED);
    tab.assertNothingWentWrong();
  }

  @ParameterizedTest
  @EnumSource
  void afterwardsThePageLeadsToTheApplication(Viewport on) throws Exception {
    server.close();
    start(URI.create("https://app.example.org/start?from=roster"));
    followTheMail(on, "ben@beta.test");
    tab.untilShown("You are invited");
    accept();

    tab.untilShown("Continue to app.example.org");
    assertThat(tab.text()).contains("use the address ben@beta.test there");
    assertThat(tab.run("document.getElementById('app').href").asText())
        .isEqualTo("https://app.example.org/start?from=roster");
    tab.tabTo("#app");
    look("accepted-app");

    tab.reload();
    tab.untilShown("Continue to app.example.org");
    tab.assertNothingWentWrong();
  }

  @Test
  void namesOfOthersAreNoWordsOfThePage() throws Exception {
    sql(
        "UPDATE person SET first_name = 'Pay at https://evil.example/pay', last_name = '' WHERE id"
            + " = 1");
    sql("UPDATE company SET name = E'\\u202e<b>evil.example</b>' WHERE id = 1");
    lookAtTheMail(Viewport.PHONE, "ada@example.org", "hostile-");

    tab.untilShown("You are invited by “Pay at …” (ann@alpha.test)");
    assertThat(tab.text()).contains("<b>evil. example</b>").doesNotContain("evil.example");
    look("accept-hostile");
    typeName("Ada", "Lovelace");
    accept();
    tab.untilShown("You are a member of “<b>evil. example</b>”");
    tab.assertNothingWentWrong();
  }

  @Test
  void aNameThatIsRefusedIsNamedWithItsFault() throws Exception {
    followTheMail(Viewport.PHONE, "ada@example.org");
    tab.untilShown("You are invited");
    typeName("Anna\u00ADlena", "Meier");
    accept();

    tab.untilShown("Your first name holds a character that cannot be used");
    assertThat(tab.hasFocus("#first")).isTrue();
    assertThat(invalid("first")).isEqualTo("true error");
    assertThat(invalid("last")).isEqualTo("false error");
    look("name-hidden");

    tab.run("document.getElementById('first').value = 'Annalena'");
    tab.tabTo("#last");
    tab.type("\u200E");
    accept();
    tab.untilShown("Your last name holds a character that cannot be used");
    assertThat(tab.text()).doesNotContain("Your first name");
    assertThat(tab.hasFocus("#last")).isTrue();
    assertThat(invalid("first")).isEqualTo("false error");

    tab.run("document.getElementById('last').value = ' '");
    accept();
    tab.untilShown("Fill in your last name.");
    assertThat(members("ada@example.org")).isZero();
    tab.run("document.getElementById('last').value = 'Meier'");
    accept();
    tab.untilShown("You are a member of “Green Grocers”");
    // the browser itself logs the response 422
    tab.assertAllFromHere("422");
  }

  private String invalid(String field) {
    return tab.run(
            "['aria-invalid', 'aria-describedby'].map((name) => document.getElementById('"
                + field
                + "').getAttribute(name)).join(' ')")
        .asText();
  }

  /** The first link is followed, slowly, and then the second. */
  @Test
  void aLatePreviewOfAnotherInvitationIsNotShown() throws Exception {
    followTheMail(Viewport.PHONE, "ada@example.org");
    tab.untilShown("with the address ada@example.org");
    String ada = secretOfThePage();
    String ben = secretInTheMail("ben@beta.test");
    tab.open(server.baseUri() + "/accept#" + ada);
    tab.untilShown("with the address ada@example.org");
    holdResponses();
    tab.run("location.hash = '" + ben + "'");
    tab.untilTrue("window.held.length === 1");
    goOnTo(ada);
    tab.untilShown("with the address ada@example.org");

    releaseResponse();

    assertThat(tab.text()).contains("ada@example.org").doesNotContain("ben@beta.test");
    typeName("Ada", "Lovelace");
    accept();
    tab.untilShown("You are a member of “Green Grocers”");
    assertThat(tab.text()).contains("Your address there is ada@example.org.");
    assertThat(members("ada@example.org")).isEqualTo(1);
    assertThat(members("ben@beta.test")).isZero();
    // the browser notes that nobody touched the page before its address changed
    tab.assertAllFromHere("NavigationEntryMarkedSkippable");
  }

  @Test
  void aLateResponseToAnotherAcceptanceIsNotShown() throws Exception {
    followTheMail(Viewport.PHONE, "ada@example.org");
    tab.untilShown("with the address ada@example.org");
    String ada = secretOfThePage();
    String ben = secretInTheMail("ben@beta.test");
    tab.open(server.baseUri() + "/accept#" + ben);
    tab.untilShown("with the address ben@beta.test");
    holdResponses();
    accept();
    tab.untilTrue("window.held.length === 1");
    goOnTo(ada);
    tab.untilShown("with the address ada@example.org");

    releaseResponse();

    assertThat(members("ben@beta.test")).isEqualTo(1);
    assertThat(tab.text())
        .contains("with the address ada@example.org")
        .doesNotContain("You are a member");
    assertThat(secretOfThePage()).isEqualTo(ada);
    assertThat(tab.run("document.getElementById('accept').disabled").asBoolean()).isFalse();
    tab.assertNothingWentWrong();
  }

  private String secretOfThePage() {
    return tab.run("location.hash.slice(1)").asText();
  }

  private String secretInTheMail(String email) throws Exception {
    InvitationFixture.invite(server, email, EDITOR);
    Waiting.until(() ->
        InvitationFixture.count(server, "SELECT count(*) FROM outbox WHERE state = 'sent'") == 2);
    tab.open(server.baseUri() + "/dev/mailbox/2");
    return tab.run("document.querySelector('a[href*=accept]').hash.slice(1)").asText();
  }

  /** Answers arrive, and wait until they are released. */
  private void holdResponses() {
    tab.run(
        """
        window.held = [];
        window.real = window.fetch;
        window.fetch = async (...call) => {
          const answer = await window.real(...call);
          const read = answer.json.bind(answer);
          answer.json = () => read().finally(() => setTimeout(() => { window.heard = true; }));
          await new Promise((release) => window.held.push(release));
          return answer;
        }
        """);
  }

  private void goOnTo(String secret) {
    tab.run("window.fetch = window.real");
    tab.run("location.hash = '" + secret + "'");
  }

  /** Returns when the page has done with the answer what it does. */
  private void releaseResponse() {
    tab.run("window.held[0]()");
    tab.untilTrue("window.heard === true");
  }

  @Test
  void aLinkThatIsRevokedUnderTheEyesOfTheVisitorIsRefused() throws Exception {
    UUID id = followTheMail(Viewport.DESKTOP, "ada@example.org");
    tab.untilShown("You are invited");
    typeName("Ada", "Lovelace");
    assertThat(
            OperatorServices.over(server.database(), Clock.systemUTC())
                .invitations()
                .revoke(InvitationFixture.OPERATOR, 1, id))
        .isTrue();

    accept();

    tab.untilShown(REFUSED);
    assertThat(members("ada@example.org")).isZero();
    look("revoked");
    tab.assertNothingWentWrong();
  }

  @Test
  void aDutchCompanyInvitesInDutch() throws Exception {
    sql("UPDATE company SET default_locale = 'nl-NL' WHERE id = 1");
    InvitationFixture.invite(server, "ada@example.org", EDITOR);
    Waiting.until(() ->
        InvitationFixture.count(server, "SELECT count(*) FROM outbox WHERE state = 'sent'") == 1);
    open(Viewport.PHONE, "/dev/mailbox/1");
    tab.untilShown("Uitnodiging accepteren");
    look("mail-nl");
    tab.tabTo("a[href*=accept]");
    tab.enter();
    tab.untilTrue("location.pathname === '/accept' && document.querySelector('h1') !== null");
    tab.untilShown("uitgenodigd door");
    assertThat(tab.run("document.documentElement.lang").asText()).isEqualTo("nl");
    look("accept-nl");
    typeName("Ada", "Lovelace");
    accept();

    tab.untilShown("Je bent lid van “Green Grocers”");
    look("accepted-nl");
    tab.reload();
    tab.untilShown("Je bent lid van “Green Grocers”");
    assertThat(tab.run("document.documentElement.lang").asText()).isEqualTo("nl");
    tab.assertNothingWentWrong();
  }

  /** The third size of docs/mail.md, beside those of a desk and a phone. */
  @Test
  void theMailFitsATablet() throws Exception {
    lookForTheMail(Viewport.DESKTOP, "ada@example.org");

    tab.width(768);

    look("mail-tablet");
    tab.assertNothingWentWrong();
  }

  @Test
  void aDutchInvitationIsDeclinedInDutch() throws Exception {
    sql("UPDATE company SET default_locale = 'nl-NL' WHERE id = 1");
    InvitationFixture.invite(server, "ada@example.org", EDITOR);
    Waiting.until(() ->
        InvitationFixture.count(server, "SELECT count(*) FROM outbox WHERE state = 'sent'") == 1);
    open(Viewport.PHONE, "/dev/mailbox/1");
    tab.untilShown("Afslaan");
    activate("a[href$=\"/decline\"]");
    tab.untilShown("Wil je de uitnodiging voor “Green Grocers” afslaan?");
    assertThat(title()).isEqualTo("Wil je de uitnodiging voor “Green Grocers” afslaan?");
    assertThat(tab.text()).contains("Je zou bewerker worden, met het adres ada@example.org.");
    look("decline-nl");
    activate("#back");
    tab.untilShown("Ben jij het niet? Sla de uitnodiging dan af.");
    activate("#decline");
    activate("#decline-now");

    tab.untilShown("Je hebt de uitnodiging afgeslagen");
    assertThat(tab.text()).contains("Niemand is toegevoegd aan “Green Grocers”");
    look("declined-nl");
    tab.reload();
    tab.untilShown("Je hebt de uitnodiging afgeslagen");
    tab.assertNothingWentWrong();
  }

  @Test
  void withoutScriptsThePageSaysWhatItNeeds() {

    tab = browser.open(Viewport.PHONE, server.baseUri());
    tab.withoutScripts();
    tab.open(server.baseUri() + "/accept#whatever");

    assertThat(tab.spoken()).anyMatch(line -> line.contains("This page needs JavaScript"));
    assertThat(tab.spoken()).noneMatch(line -> line.startsWith("button"));
  }

  @Test
  void anEmptyMailboxSaysSo() throws Exception {
    open(Viewport.DESKTOP, "/dev/mailbox");

    assertThat(tab.text()).contains("There is no mail yet");
    look("mailbox-empty");
    tab.assertNothingWentWrong();
  }

  /** Proves that this test detects a page with faults. */
  @Test
  void theBrowserTellsOfWhatAPageDoesWrong() {
    open(Viewport.DESKTOP, "/accept");
    tab.run("fetch('http://127.0.0.1:9/elsewhere').catch(() => 0)");
    tab.run("document.body.insertAdjacentHTML('beforeend', '<img style=\"color:red\">')");

    Waiting.until(() -> tab.complaints().stream().anyMatch(text -> text.contains("connect-src")));
    Waiting.until(() -> tab.complaints().stream().anyMatch(text -> text.contains("style-src")));
    assertThat(tab.barriers()).anyMatch(barrier -> barrier.startsWith("image-alt"));
  }
}
