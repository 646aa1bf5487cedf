package dev.roster.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.boot.Config;
import dev.roster.server.boot.RosterServer;
import dev.roster.server.db.DatabaseUrl;
import dev.roster.server.testing.OtlpReceiver;
import dev.roster.server.testing.RawHttp;
import dev.roster.server.testing.TestServer;
import dev.roster.server.testing.Waiting;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A server whose collector is away or does not respond. */
class TelemetryOutageTest {
  private static final int REQUESTS = 50;

  /** Three seconds of patience, and what a stop takes anyway on a busy machine. */
  private static final Duration STOP = Duration.ofSeconds(10);

  private final DatabaseUrl database = TestServer.databaseWith("two-tenants");

  private RosterServer start(Map<String, String> variables) {
    return RosterServer.start(
        Config.builder(database, "127.0.0.1", 0)
            .connections(2)
            .telemetry(TelemetrySettings.of(variables))
            .build(),
        Clock.systemUTC());
  }

  private static void assertServes(RosterServer server) {
    RawHttp http = new RawHttp(server.baseUri());
    for (int i = 0; i < REQUESTS; i++) {
      assertThat(
              http.send(
                      "GET",
                      "/api/accounts/users/me/",
                      Map.of("Authorization", "Bearer ann-token"),
                      null)
                  .status())
          .isEqualTo(200);
    }
  }

  private static void assertStopsInTime(RosterServer server) {
    long begin = System.nanoTime();
    server.close();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(STOP);
  }

  @Test
  void withoutACollectorRequestsGoOnAndTheStopEndsInTime() {
    String away;
    try (OtlpReceiver gone = new OtlpReceiver()) {
      away = gone.endpoint().toString();
    }

    RosterServer server =
        start(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", away, "OTEL_METRIC_EXPORT_INTERVAL", "50"));

    assertServes(server);
    assertStopsInTime(server);
  }

  @Test
  void aCollectorThatIsSilentHoldsNobodyUp() {
    try (OtlpReceiver silent = new OtlpReceiver()) {
      silent.fallSilent();
      Map<String, String> variables = new HashMap<>(silent.variables());
      variables.put("OTEL_EXPORTER_OTLP_TIMEOUT", "600000");

      RosterServer server = start(variables);

      assertServes(server);
      Waiting.until(() -> !silent.spans().isEmpty());
      assertServes(server);
      assertStopsInTime(server);
    }
  }
}
