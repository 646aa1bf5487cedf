package dev.roster.drills.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The panels of a dashboard for Grafana, in their order. */
record Dashboard(List<Panel> panels) {
  Dashboard {
    panels = List.copyOf(panels);
  }

  /**
   * A diagram.
   *
   * @param unit of its values, as Grafana names it
   */
  record Panel(String title, String unit, List<Query> queries) {
    Panel {
      queries = List.copyOf(queries);
    }
  }

  /**
   * A query of a panel.
   *
   * @param legend the name of each of its series, with {@code {{label}}} for a label
   */
  record Query(String expression, String legend) {
    /** The name of a series. */
    String name(JsonNode labels) {
      String name = legend;
      for (var label : labels.properties()) {
        name = name.replace("{{" + label.getKey() + "}}", label.getValue().asText());
      }
      return name;
    }
  }

  /**
   * Reads the file of a dashboard.
   *
   * @param job in place of its variable
   * @param interval in place of Grafana's
   */
  static Dashboard read(Path file, String job, String interval) {
    try {
      List<Panel> panels = new ArrayList<>();
      for (JsonNode panel : new ObjectMapper().readTree(file.toFile()).path("panels")) {
        List<Query> queries = new ArrayList<>();
        for (JsonNode target : panel.path("targets")) {
          String expression =
              target
                  .path("expr")
                  .asText()
                  .replace("$__rate_interval", interval)
                  .replace("$job", job);
          queries.add(new Query(expression, target.path("legendFormat").asText()));
        }
        String unit = panel.at("/fieldConfig/defaults/unit").asText();
        panels.add(new Panel(panel.path("title").asText(), unit, queries));
      }
      return new Dashboard(panels);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
