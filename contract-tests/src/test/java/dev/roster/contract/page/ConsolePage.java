package dev.roster.contract.page;

import dev.roster.browser.Tab;
import java.net.URI;

/** The page at /console in a tab, as its visitor uses it with the keyboard. */
final class ConsolePage {
  /** The token that the visitor signs in with. */
  static final String TOKEN = "token-of-the-state";

  private final Tab tab;
  private final URI site;

  ConsolePage(Tab tab, URI site) {
    this.tab = tab;
    this.site = site;
  }

  /** Opens a place, as it stands behind the # of the address, and signs in there. */
  void signIn(String place) {
    tab.open(site + "/console#" + place);
    tab.untilShown("Sign in");
    tab.tabTo("#token");
    tab.type(TOKEN);
    tab.enter();
  }

  /** Reaches an element by the tabulator and presses Enter. */
  void press(String selector) {
    tab.untilTrue("document.querySelector('" + selector + "')?.checkVisibility() === true");
    tab.tabTo(selector);
    tab.enter();
  }

  /** Sends the only invitation of the list again, or revokes it, and confirms that. */
  void confirm(String verb) {
    press("button[aria-label^=" + verb + "]");
    tab.untilTrue("document.getElementById('ask').open");
    press("#ask-yes");
  }

  /** Waits for each of these texts. */
  void untilShown(String... texts) {
    for (String text : texts) {
      tab.untilShown(text);
    }
  }

  /** Waits until a script about the page is true. */
  void untilTrue(String script) {
    tab.untilTrue(script);
  }

  /** The text of the page. */
  String text() {
    return tab.text();
  }
}
