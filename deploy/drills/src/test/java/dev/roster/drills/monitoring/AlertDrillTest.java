package dev.roster.drills.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AlertDrillTest {
  /** An alert that nobody has seen fire is a guess. */
  @Test
  void eachAlertHasADrillAndEachDrillFiresAlertsThatExist() {
    AlertRules rules = AlertRules.read(Path.of("..", "monitoring", "alerts.yaml"));

    assertThat(rules.names()).hasSizeGreaterThan(9);
    assertThat(AlertDrill.covered()).isEqualTo(rules.names());
  }
}
