package dev.roster.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.browser.Viewport;
import dev.roster.server.testing.InvitationFixture;
import dev.roster.server.testing.TestServer;
import dev.roster.server.testing.Waiting;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The first page and the pages of refusals as people see them. */
class FrontPageBrowserTest extends PagesFixture {
  @ParameterizedTest
  @EnumSource
  void theFrontPageLeadsAVisitorOn(Viewport on) throws IOException {
    open(on, "/");

    look("front");
    assertThat(tab.spoken())
        .contains("heading: One user directory behind two APIs", "heading: Mailbox");
    for (int width : List.of(320, 768, 1440)) {
      tab.width(width);
      tab.assertFits("front at " + width);
    }
    tab.tabTo("main a[href=\"/docs?contract=compleat-users\"]");
    tab.enter();
    tab.untilTrue("location.search === '?contract=compleat-users'");
    tab.assertAllFromHere();
  }

  @ParameterizedTest
  @EnumSource
  void aWrongAddressLeadsBackToTheFrontPage(Viewport on) throws IOException {
    open(on, "/nothing-here");

    look("not-found");
    assertThat(tab.run("document.title").asText()).isEqualTo("404 Page not found · Roster");
    tab.tabTo("main a");
    tab.enter();
    tab.untilShown("One user directory");
  }

  /** As after a restart of the server. */
  @ParameterizedTest
  @EnumSource
  void aMailThatIsGoneLeadsToTheMailbox(Viewport on) throws IOException {
    open(on, "/dev/mailbox/7");

    look("mail-gone");
    tab.tabTo("main a[href=\"/dev/mailbox\"]");
    tab.enter();
    tab.untilShown("There is no mail yet.");
  }

  /** As it stands in the banner. */
  @ParameterizedTest
  @EnumSource
  void theBaseAddressOfAContractLeadsToItsDocument(Viewport on) throws IOException {
    open(on, "/api/users/");

    look("base-address");
    assertThat(tab.run("document.title").asText()).isEqualTo("404 Compleat Users API · Roster");
    tab.tabTo("main a[href$=compleat-users]");
    tab.enter();
    tab.untilShown("The tenant id of the path");
  }

  @ParameterizedTest
  @EnumSource
  void anUnknownDocumentLeadsToThoseThatThereAre(Viewport on) throws IOException {
    open(on, "/docs?contract=nope");

    look("docs-unknown");
    assertThat(tab.run("document.title").asText())
        .isEqualTo("404 There is no such document · Roster");
    tab.tabTo("main a[href$=compleat-users]");
    tab.enter();
    tab.untilShown("The tenant id of the path");
  }

  /** The tokens of the front page open the console. */
  @ParameterizedTest
  @EnumSource
  void aDemoServerSaysWithWhatToSignIn(Viewport on) throws IOException {
    server.close();
    server = TestServer.empty(Clock.systemUTC()).load("dev/roster/server/cli/demo");
    open(on, "/");
    tab.untilShown("demo-owner-token");
    look("front-demo");

    tab.open(server.baseUri() + "/console");
    tab.untilShown("Tokens of the demo data");
    look("console-demo");
    tab.type(tab.run("document.querySelector('#demo code').innerText").asText());
    tab.enter();
    tab.untilShown("Signed in as");
    assertThat(tab.text()).doesNotContain("demo-owner-token");
  }

  @Test
  void aDutchVisitorReadsADutchMailbox() throws IOException {
    InvitationFixture.invite(server, "ada@example.org", EDITOR);
    Waiting.until(() ->
        InvitationFixture.count(server, "SELECT count(*) FROM outbox WHERE state = 'sent'") == 1);
    tab = browser.open(Viewport.PHONE, server.baseUri());
    tab.languages("nl-NL,en");
    tab.open(server.baseUri() + "/dev/mailbox");

    assertThat(tab.text()).contains("Postbak", "aan ada@example.org", "(Europe/Amsterdam)");
    look("mailbox-nl");
    tab.assertNothingWentWrong();
  }

  @ParameterizedTest
  @EnumSource
  void anEmptyMailboxSaysWhatToDo(Viewport on) throws IOException {
    open(on, "/dev/mailbox");

    look("mailbox-empty");
    assertThat(tab.text()).contains("Invite somebody");
    tab.assertNothingWentWrong();
  }
}
