package dev.roster.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LicencePolicyTest {
  private static List<Sbom.Component> refused(String... licences) {
    return LicencePolicy.refused(List.of(new Sbom.Component("a:b:1", List.of(licences))));
  }

  @Test
  void oneAllowedLicenceIsEnough() {
    assertThat(refused("LGPL-2.1-only", "EPL-2.0")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GPL-3.0-only", "AGPL-3.0-only", "BUSL-1.1", "unknown"})
  void otherLicencesAreRefused(String licence) {
    assertThat(refused(licence)).hasSize(1);
  }

  @Test
  void aLibraryWithoutALicenceIsRefused() {
    assertThat(refused()).hasSize(1);
  }

  @Test
  void theReportNamesEachLibrary() {
    String report =
        LicencePolicy.report(
            List.of(
                new Sbom.Component("b:b:1", List.of("MIT")),
                new Sbom.Component("a:a:1", List.of("EPL-2.0", "MIT"))));

    assertThat(report).endsWith("| a:a:1 | EPL-2.0, MIT |\n| b:b:1 | MIT |\n");
  }
}
