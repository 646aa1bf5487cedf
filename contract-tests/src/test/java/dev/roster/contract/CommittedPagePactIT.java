package dev.roster.contract;

import dev.roster.browser.Chromium;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/**
 * Holds the committed pact of the page at /console against the one that its tests wrote; without a
 * browser they wrote none, and the committed one stays as it is.
 */
class CommittedPagePactIT {
  @Test
  void thePactOfTheRepositoryIsWhatThePageWrites() throws IOException {
    Chromium.requireOrSkip();

    CommittedPacts.assertWritten(RosterAlignment.CONSOLE_PAGE, RosterAlignment.CONSOLE);
  }
}
