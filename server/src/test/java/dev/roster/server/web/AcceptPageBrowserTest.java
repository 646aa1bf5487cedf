package dev.roster.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.browser.Screen;
import dev.roster.server.boot.Operations;
import dev.roster.server.testing.Mailroom;
import java.time.Clock;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The pages for people in a real browser, with the keyboard only. */
class AcceptPageBrowserTest extends PagesFixture {
  private static final String REFUSED = "This invitation cannot be accepted";

  @ParameterizedTest
  @EnumSource
  void aNewPersonGoesFromTheMailboxToTheMembership(Screen on) throws Exception {
    followTheMail(on, "ada@example.org");
    tab.untilShown("Grace Hopper invites you to join Green Grocers.");
    assertThat(tab.text())
        .contains("You join as editor, with the address ada@example.org.", "Tell us your name");
    assertThat(tab.hasFocus("#title")).as("a screen reader begins with the title").isTrue();
    assertThat(tab.spoken())
        .contains(
            "textbox: First name",
            "textbox: Last name",
            "button: Accept the invitation",
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
    tab.untilShown("You are a member of Green Grocers");
    assertThat(tab.text()).contains("Sign in with ada@example.org to begin.");
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
  void anExistingPersonNeedsNoName(Screen on) throws Exception {
    followTheMail(on, "ben@beta.test");
    tab.untilShown("Grace Hopper invites you");
    assertThat(tab.text()).doesNotContain("First name");
    look("accept-existing");

    accept();

    tab.untilShown("You are a member of Green Grocers");
    assertThat(members("ben@beta.test")).isEqualTo(1);
    tab.assertNothingWentWrong();
  }

  @ParameterizedTest
  @EnumSource
  void aSecondVisitIsRefused(Screen on) throws Exception {
    followTheMail(on, "ada@example.org");
    tab.untilShown("invites you");
    String link = tab.run("location.href").asText();
    typeName("Ada", "Lovelace");
    accept();
    tab.untilShown("You are a member of");

    tab.open(link);
    tab.reload();

    tab.untilShown(REFUSED);
    assertThat(tab.text()).doesNotContain("Accept the invitation", "Green Grocers");
    look("refused");
    tab.assertNothingWentWrong();
  }

  @Test
  void anExpiredLinkIsRefused() throws Exception {
    followTheMail(Screen.PHONE, "ada@example.org");
    tab.untilShown("invites you");
    sql("UPDATE invitation SET expires_at = clock_timestamp() - interval '1 ms'");

    tab.reload();

    tab.untilShown(REFUSED);
    look("expired");
    tab.assertNothingWentWrong();
  }

  @Test
  void aLinkThatIsRevokedUnderTheEyesOfTheVisitorIsRefused() throws Exception {
    UUID id = followTheMail(Screen.DESKTOP, "ada@example.org");
    tab.untilShown("invites you");
    typeName("Ada", "Lovelace");
    assertThat(
            Operations.over(server.database(), Clock.systemUTC())
                .invitations()
                .revoke(Mailroom.OPERATOR, 1, id))
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
    Mailroom.invite(server, "ada@example.org", EDITOR);
    Mailroom.until(
        () -> Mailroom.count(server, "SELECT count(*) FROM outbox WHERE state = 'sent'") == 1);
    open(Screen.PHONE, "/dev/mailbox/1");
    tab.untilShown("Uitnodiging accepteren");
    look("mail-nl");
    tab.tabTo("a[href*=accept]");
    tab.enter();
    tab.untilShown("nodigt je uit");
    assertThat(tab.run("document.documentElement.lang").asText()).isEqualTo("nl");
    look("accept-nl");
    typeName("Ada", "Lovelace");
    accept();

    tab.untilShown("Je bent lid van Green Grocers");
    look("accepted-nl");
    tab.assertNothingWentWrong();
  }

  @Test
  void withoutScriptsThePageSaysWhatItNeeds() {

    tab = browser.open(Screen.PHONE, server.baseUri());
    tab.withoutScripts();
    tab.open(server.baseUri() + "/accept#whatever");

    assertThat(tab.spoken()).anyMatch(line -> line.contains("This page needs JavaScript"));
    assertThat(tab.spoken()).noneMatch(line -> line.startsWith("button"));
  }

  @Test
  void anEmptyMailboxSaysSo() throws Exception {
    open(Screen.DESKTOP, "/dev/mailbox");

    assertThat(tab.text()).contains("There is no mail yet");
    look("mailbox-empty");
    tab.assertNothingWentWrong();
  }

  /** What this test would hear of a page with faults, so that its silence means something. */
  @Test
  void theBrowserTellsOfWhatAPageDoesWrong() {
    open(Screen.DESKTOP, "/accept");
    tab.run("fetch('http://127.0.0.1:9/elsewhere').catch(() => 0)");
    tab.run("document.body.insertAdjacentHTML('beforeend', '<img style=\"color:red\">')");

    Mailroom.until(() -> tab.complaints().stream().anyMatch(text -> text.contains("connect-src")));
    Mailroom.until(() -> tab.complaints().stream().anyMatch(text -> text.contains("style-src")));
    assertThat(tab.barriers()).anyMatch(barrier -> barrier.startsWith("image-alt"));
  }
}
