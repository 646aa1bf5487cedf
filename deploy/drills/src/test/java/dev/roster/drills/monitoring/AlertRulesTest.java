package dev.roster.drills.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class AlertRulesTest {
  private static final String RULES =
      """
      groups:
        - name: roster
          rules:
            - alert: A
              expr: sum(rate(requests_total{status=~"5.."}[5m])) / rate(all[1h]) > 900
              for: 2m
              labels: {severity: page}
            - alert: B
              expr: end - time() < 14 * 86400
              labels: {severity: ticket}
      """;

  @Test
  void theAlertsAreThoseOfTheFile() throws IOException {
    assertThat(AlertRules.parse(RULES).names()).containsExactlyInAnyOrder("A", "B");
  }

  @Test
  void timesAreDividedAndThresholdsStay() throws IOException {
    assertThat(AlertRules.parse(RULES).faster(15).text())
        .isEqualTo(
            RULES
                .replace("[5m]", "[20000ms]")
                .replace("[1h]", "[240000ms]")
                .replace("2m", "8000ms"));
  }
}
