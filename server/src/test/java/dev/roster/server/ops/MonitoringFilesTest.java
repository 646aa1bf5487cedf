package dev.roster.server.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The alerts and the dashboard of deploy/monitoring, whose own check needs Prometheus. */
class MonitoringFilesTest {
  private static final Path FOLDER = Path.of("..", "deploy", "monitoring");
  private static final Pattern METRIC = Pattern.compile("\\b(?:roster|http_server)_[a-z_]+");
  private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");
  private static final Pattern FIRED = Pattern.compile("alertname=\"(\\w+)\"");
  private static final Pattern HEALTHY = Pattern.compile("alertname: (\\w+), exp_alerts: \\[]");

  private static Set<String> found(Pattern pattern, String file) throws IOException {
    return pattern
        .matcher(Files.readString(FOLDER.resolve(file)))
        .results()
        .map(found -> found.group(found.groupCount()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** A metric that was renamed would silence its alert. */
  @ParameterizedTest
  @ValueSource(strings = {"alerts.yaml", "alerts_test.yaml", "dashboard.json"})
  void everyMetricIsOneOfTheServer(String file) throws IOException {
    Set<String> named =
        found(METRIC, file).stream()
            .map(name -> name.replaceFirst("_(bucket|count|sum)$", ""))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(named).hasSizeGreaterThan(4);
    assertThat(MetricsDocument.names()).containsAll(named);
  }

  @Test
  void everyAlertHasATestThatFiresItAndOneThatDoesNot() throws IOException {
    Set<String> alerts = found(ALERT, "alerts.yaml");

    assertThat(alerts).hasSizeGreaterThan(5);
    assertThat(found(FIRED, "alerts_test.yaml")).isEqualTo(alerts);
    assertThat(found(HEALTHY, "alerts_test.yaml")).isEqualTo(alerts);
  }
}
