package dev.roster.contract.alignment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.alignment.report.AlignmentReport;
import dev.roster.browser.Chromium;
import dev.roster.browser.Tab;
import dev.roster.browser.Viewport;
import dev.roster.contract.RosterAlignment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** Writes the report when all checks have run, however they ended; runs after all other tests. */
class AlignmentReportIT {
  private static final Path FOLDER = RosterAlignment.CONFIG.results();
  private static final int DESKTOP_PART = 1250;
  private static final int PHONE_PART = 1400;

  @Test
  void noCellOfTheReportIsRed() throws IOException, InterruptedException {
    JsonNode report =
        AlignmentReport.write(
            RosterAlignment.CONFIG, Instant.now().truncatedTo(ChronoUnit.SECONDS));
    if (Boolean.getBoolean("screenshots.update")) {
      takePictures();
    }

    assertThat(report.path("verdict").asText()).isNotEqualTo("broken");
  }

  /** Those of the documentation show the report of a whole build. */
  private static void takePictures() throws IOException, InterruptedException {
    try (Chromium browser = Chromium.startOrSkip()) {
      for (Viewport screen : Viewport.values()) {
        try (Tab tab = browser.open(screen, FOLDER.toUri())) {
          tab.open(FOLDER.resolve("index.html").toUri().toString());
          tab.picture("alignment", screen == Viewport.PHONE ? PHONE_PART : DESKTOP_PART);
        }
      }
    }
  }
}
