package dev.roster.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.testing.OtlpReceiver;
import dev.roster.server.testing.RawHttp;
import dev.roster.server.testing.ServerProcess;
import dev.roster.server.testing.TestServer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The variables of OpenTelemetry in the environment of {@code roster serve}. */
class TelemetryVariablesTest {
  private static final Pattern ADDRESS = Pattern.compile("(http://127\\.0\\.0\\.1:\\d+)/api");
  private static final Map<String, String> CALLER = Map.of("Authorization", "Bearer ann-token");

  @TempDir Path folder;

  @Test
  void withoutThemNoClassOfOpenTelemetryIsLoaded() throws Exception {
    Path classes = folder.resolve("classes.txt");
    try (ServerProcess server =
        ServerProcess.start(
            List.of("-Xlog:class+load:file=" + classes),
            TestServer.databaseWith("two-tenants"),
            List.of("--no-demo"))) {
      assertThat(server.get("ann-token", "/api/accounts/users/me/").status()).isEqualTo(200);
      assertThat(
              new RawHttp(server.managementUri()).send("GET", "/metrics", Map.of(), null).status())
          .isEqualTo(200);
    }

    assertThat(Files.readString(classes))
        .contains("dev.roster.server.telemetry.TelemetrySettings ")
        .doesNotContain("io.opentelemetry")
        .doesNotContain("dev.roster.server.telemetry.OpenTelemetryExport");
  }

  /** The exporter waits for five seconds, unless the server stops before. */
  @Test
  void theLastSpansAreSentWhenTheServerStops() throws Exception {
    Path output = folder.resolve("output.txt");
    try (OtlpReceiver receiver = new OtlpReceiver()) {
      ProcessBuilder builder =
          new ProcessBuilder(
              CommandFixture.commandLine(
                  "serve",
                  "--port=0",
                  "--management-port=0",
                  "--no-demo",
                  "--database-url=" + TestServer.databaseWith("two-tenants").jdbcUrl()));
      builder.environment().put("OTEL_TRACES_EXPORTER", "otlp");
      builder.environment().put("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint().toString());
      builder.environment().put("OTEL_METRICS_EXPORTER", "none");
      builder.environment().put("OTEL_SERVICE_NAME", "people");
      Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
      try {
        Matcher address =
            ADDRESS.matcher(CommandFixture.printed(process, output, "Ctrl-C stops it."));
        assertThat(address.find()).isTrue();
        new RawHttp(URI.create(address.group(1))).send("GET", "/nowhere", CALLER, null);
      } finally {
        process.destroy();
      }

      assertThat(CommandFixture.exitCode(process)).as(Files.readString(output)).isZero();
      assertThat(receiver.spans()).extracting(OtlpReceiver.Received::name).contains("GET");
      assertThat(receiver.resource()).containsEntry("service.name", "people");
      assertThat(receiver.metrics()).isEmpty();
    }
  }

  @Test
  void whatRosterDoesNotHaveIsRefusedBeforeTheStart() {
    CommandFixture.Outcome refused =
        CommandFixture.run(
            Map.of("OTEL_TRACES_EXPORTER", "zipkin"), "serve", "--data-dir=" + folder);

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .isEqualTo(
            """
            OTEL_TRACES_EXPORTER must be otlp or none.
            Try 'roster serve --help'.
            """);
  }
}
