package dev.roster.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.server.failure.UserErrorException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The variables of OpenTelemetry that decide what is exported. */
class TelemetrySettingsTest {
  private static Map<String, String> variables(String assignments) {
    return Arrays.stream(assignments.split(" "))
        .map(each -> each.split("=", 2))
        .collect(Collectors.toMap(each -> "OTEL_" + each[0], each -> each[1]));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SERVICE_NAME=people",
        "EXPORTER_OTLP_PROTOCOL=grpc",
        "EXPORTER_OTLP_ENDPOINT=",
        "TRACES_EXPORTER=none METRICS_EXPORTER=none EXPORTER_OTLP_ENDPOINT=http://collector:4318",
        "SDK_DISABLED=true TRACES_EXPORTER=otlp",
        "SDK_DISABLED=TRUE TRACES_EXPORTER=zipkin",
        "LOGS_EXPORTER=otlp",
        "EXPORTER_OTLP_LOGS_ENDPOINT=http://collector:4318",
      })
  void nothingIsExported(String assignments) {
    assertThat(TelemetrySettings.of(variables(assignments))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "true, false, TRACES_EXPORTER=otlp",
    "false, true, METRICS_EXPORTER=otlp",
    "true, true, EXPORTER_OTLP_ENDPOINT=http://collector:4318",
    "true, true, EXPORTER_OTLP_ENDPOINT=http://collector:4318 TRACES_EXPORTER=",
    "false, true, EXPORTER_OTLP_ENDPOINT=http://collector:4318 TRACES_EXPORTER=none",
    "true, false, EXPORTER_OTLP_TRACES_ENDPOINT=http://collector:4318/v1/traces",
    "true, false, TRACES_EXPORTER=otlp EXPORTER_OTLP_METRICS_PROTOCOL=grpc",
    "true, false, TRACES_EXPORTER=otlp SDK_DISABLED=1",
  })
  void aSignalIsExportedByItsExporterOrAnAddress(
      boolean traces, boolean metrics, String assignments) {
    assertThat(TelemetrySettings.of(variables(assignments)))
        .hasValueSatisfying(settings -> {
          assertThat(settings.traces()).isEqualTo(traces);
          assertThat(settings.metrics()).isEqualTo(metrics);
        });
  }

  @ParameterizedTest
  @CsvSource({
    "TRACES_EXPORTER=zipkin, OTEL_TRACES_EXPORTER must be otlp or none.",
    "METRICS_EXPORTER=prometheus, OTEL_METRICS_EXPORTER must be otlp or none.",
    "TRACES_EXPORTER=otlp EXPORTER_OTLP_PROTOCOL=grpc,"
        + " OTEL_EXPORTER_OTLP_PROTOCOL must be http/protobuf.",
    "METRICS_EXPORTER=otlp EXPORTER_OTLP_METRICS_PROTOCOL=http/json,"
        + " OTEL_EXPORTER_OTLP_METRICS_PROTOCOL must be http/protobuf.",
  })
  void whatRosterDoesNotHaveIsRefused(String assignments, String message) {
    assertThatThrownBy(() -> TelemetrySettings.of(variables(assignments)))
        .isInstanceOf(UserErrorException.class)
        .hasMessage(message);
  }

  @Test
  void variablesOfOthersAreNotKept() {
    Map<String, String> environment =
        Map.of("OTEL_TRACES_EXPORTER", "otlp", "ROSTER_PORT", "80", "HOME", "/");

    TelemetrySettings settings = TelemetrySettings.of(environment).orElseThrow();

    assertThat(settings.variables()).containsOnlyKeys("OTEL_TRACES_EXPORTER");
    assertThat(settings).asString().doesNotContain("OTEL_");
  }

  @ParameterizedTest
  @CsvSource({
    "OTEL_BSP_SCHEDULE_DELAY, soon, OTEL_BSP_SCHEDULE_DELAY cannot be used.",
    "OTEL_TRACES_SAMPLER, s3cret, OTEL_TRACES_SAMPLER cannot be used.",
    "OTEL_EXPORTER_OTLP_HEADERS, s3cret, OTEL_EXPORTER_OTLP_HEADERS cannot be used.",
    "OTEL_EXPORTER_OTLP_ENDPOINT, s3cret,"
        + " OTEL_EXPORTER_OTLP_ENDPOINT must be a URL such as http://collector:4318.",
  })
  void aWrongVariableIsNamedWithoutItsValue(String name, String value, String message) {
    TelemetrySettings settings =
        TelemetrySettings.of(Map.of("OTEL_TRACES_EXPORTER", "otlp", name, value)).orElseThrow();

    assertThatThrownBy(() -> Telemetry.start(settings, "1"))
        .isInstanceOf(UserErrorException.class)
        .hasMessage(message);
  }
}
