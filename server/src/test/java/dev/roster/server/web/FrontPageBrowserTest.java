package dev.roster.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.browser.Viewport;
import java.io.IOException;
import java.util.List;
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

  @ParameterizedTest
  @EnumSource
  void anEmptyMailboxSaysWhatToDo(Viewport on) throws IOException {
    open(on, "/dev/mailbox");

    look("mailbox-empty");
    assertThat(tab.text()).contains("Invite somebody");
    tab.assertNothingWentWrong();
  }
}
