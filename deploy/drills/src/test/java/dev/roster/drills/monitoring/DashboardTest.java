package dev.roster.drills.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DashboardTest {
  private final Dashboard dashboard =
      Dashboard.read(Path.of("..", "monitoring", "dashboard.json"), "roster", "8s");

  @Test
  void eachPanelHasATitleAndQueriesWithoutVariables() {
    assertThat(dashboard.panels())
        .hasSizeGreaterThan(10)
        .allSatisfy(panel -> {
          assertThat(panel.title()).isNotEmpty();
          assertThat(panel.queries())
              .isNotEmpty()
              .allSatisfy(query -> assertThat(query.expression()).doesNotContain("$"));
        });
  }

  @Test
  void aSeriesIsNamedByItsLabels() {
    Dashboard.Query query = new Dashboard.Query("up", "{{api}}: {{kind}}");

    assertThat(query.name(new ObjectMapper().valueToTree(Map.of("api", "web", "kind", "x"))))
        .isEqualTo("web: x");
  }
}
