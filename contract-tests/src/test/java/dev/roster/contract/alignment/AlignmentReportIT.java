package dev.roster.contract.alignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Writes the report when all checks have run, however they ended; runs after all other tests. */
class AlignmentReportIT {
  private static final Path FOLDER = RosterAlignment.CONFIG.results();
  private static final int DESKTOP_PART = 1250;
  private static final int PHONE_PART = 1400;

  private static String verdict;

  @BeforeAll
  static void write() throws IOException {
    JsonNode report =
        AlignmentReport.write(
            RosterAlignment.CONFIG, Instant.now().truncatedTo(ChronoUnit.SECONDS));
    verdict = report.path("verdict").asText();
  }

  @Test
  void noCellOfTheReportIsRed() {
    assertThat(verdict).isNotEqualTo("broken");
  }

  /** Those of the documentation show the report of a whole build, and are compared with it. */
  @Test
  void thePicturesShowTheReport() throws IOException, InterruptedException {
    assumeThat(verdict).as("all checks have run").isEqualTo("holds");
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
