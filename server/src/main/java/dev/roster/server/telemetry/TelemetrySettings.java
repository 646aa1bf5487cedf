package dev.roster.server.telemetry;

import dev.roster.server.failure.UserErrorException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The signals that are exported, as the standard environment variables of OpenTelemetry say. The
 * SDK reads the other variables.
 *
 * @param traces whether spans are exported
 * @param metrics whether metrics are exported
 * @param variables those of OpenTelemetry, which may have secrets
 */
public record TelemetrySettings(boolean traces, boolean metrics, Map<String, String> variables) {
  private static final String PREFIX = "OTEL_";
  private static final String OTLP = "otlp";
  private static final String NONE = "none";
  private static final String PROTOCOL = "http/protobuf";

  public TelemetrySettings {
    variables = Map.copyOf(variables);
  }

  /**
   * Reads the variables: a signal is exported if its exporter is {@code otlp}, or if none is named
   * and there is an address to export to.
   *
   * @param environment variables of any name
   * @return empty if nothing is exported
   * @throws UserErrorException if they ask for what Roster does not have
   */
  public static Optional<TelemetrySettings> of(Map<String, String> environment) {
    Map<String, String> own = new TreeMap<>(environment);
    // an empty variable counts as none, says the standard
    own.entrySet().removeIf(each -> !each.getKey().startsWith(PREFIX) || each.getValue().isBlank());
    if (Boolean.parseBoolean(own.getOrDefault("OTEL_SDK_DISABLED", "").strip())) {
      return Optional.empty();
    }
    boolean traces = isExported(own, "TRACES");
    boolean metrics = isExported(own, "METRICS");
    return traces || metrics
        ? Optional.of(new TelemetrySettings(traces, metrics, own))
        : Optional.empty();
  }

  private static boolean isExported(Map<String, String> variables, String signal) {
    String name = PREFIX + signal + "_EXPORTER";
    boolean addressed =
        variables.containsKey("OTEL_EXPORTER_OTLP_ENDPOINT")
            || variables.containsKey("OTEL_EXPORTER_OTLP_" + signal + "_ENDPOINT");
    String exporter = variables.getOrDefault(name, addressed ? OTLP : NONE).strip();
    if (exporter.equals(NONE)) {
      return false;
    }
    if (!exporter.equals(OTLP)) {
      throw new UserErrorException(name + " must be otlp or none.");
    }
    requireProtocol(variables, "OTEL_EXPORTER_OTLP_PROTOCOL");
    requireProtocol(variables, "OTEL_EXPORTER_OTLP_" + signal + "_PROTOCOL");
    return true;
  }

  private static void requireProtocol(Map<String, String> variables, String name) {
    if (!variables.getOrDefault(name, PROTOCOL).strip().equals(PROTOCOL)) {
      throw new UserErrorException(name + " must be " + PROTOCOL + ".");
    }
  }

  /** Without the variables. */
  @Override
  public String toString() {
    return "TelemetrySettings[traces=" + traces + ", metrics=" + metrics + "]";
  }
}
