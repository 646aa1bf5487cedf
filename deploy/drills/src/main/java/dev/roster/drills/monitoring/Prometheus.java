package dev.roster.drills.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.drills.cluster.Await;
import dev.roster.drills.cluster.DrillException;
import dev.roster.drills.cluster.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A Prometheus of this machine, which scrapes replicas every two seconds and evaluates rules every
 * second.
 */
final class Prometheus implements AutoCloseable {
  /** The label {@code job} of all series. */
  static final String JOB = "roster";

  private static final Duration LONGEST_START = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int LONGEST_END = 20;

  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final Process process;
  private final URI url;

  private Prometheus(Process process, URI url) {
    this.process = process;
    this.url = url;
  }

  /**
   * Starts the program, and returns when it is ready.
   *
   * @param folder for its data and its log, made by this method
   * @param managementPorts the replicas
   */
  static Prometheus start(Path folder, AlertRules rules, List<URI> managementPorts) {
    int port = FreePorts.find(1).getFirst();
    try {
      Files.createDirectory(folder);
      Files.writeString(folder.resolve("alerts.yaml"), rules.text());
      Path configuration =
          Files.writeString(folder.resolve("prometheus.yaml"), configuration(managementPorts));
      Process process =
          new ProcessBuilder(
                  "prometheus",
                  "--config.file=" + configuration,
                  "--storage.tsdb.path=" + folder.resolve("data"),
                  "--web.listen-address=127.0.0.1:" + port)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("prometheus.log").toFile())
              .start();
      Prometheus started = new Prometheus(process, URI.create("http://127.0.0.1:" + port));
      started.awaitReady(folder);
      return started;
    } catch (IOException failure) {
      throw new DrillException("prometheus cannot be run (Debian: prometheus)", failure);
    }
  }

  private static String configuration(List<URI> targets) {
    String addresses =
        targets.stream()
            .map(each -> "'" + each.getAuthority() + "'")
            .collect(Collectors.joining(", "));
    return """
    global: {scrape_interval: 2s, scrape_timeout: 2s, evaluation_interval: 1s}
    rule_files: [alerts.yaml]
    scrape_configs:
      - job_name: %s
        static_configs:
          - targets: [%s]
    """
        .formatted(JOB, addresses);
  }

  private void awaitReady(Path folder) {
    boolean ready = Await.holdsWithin(LONGEST_START, () -> !process.isAlive() || isReady());
    if (!ready || !process.isAlive()) {
      close();
      throw new DrillException("Prometheus does not start, see " + folder);
    }
  }

  private boolean isReady() {
    try {
      return send("/-/ready").statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** The names of the alerts that fire now. */
  Set<String> firing() {
    Set<String> names = new HashSet<>();
    for (JsonNode alert : get("/api/v1/alerts").path("alerts")) {
      if (alert.path("state").asText().equals("firing")) {
        names.add(alert.at("/labels/alertname").asText());
      }
    }
    return names;
  }

  /** The series of a query, each with its labels and its values between two times. */
  JsonNode range(String query, Instant from, Instant to, Duration step) {
    return get("/api/v1/query_range?query="
            + URLEncoder.encode(query, StandardCharsets.UTF_8)
            + "&start="
            + from.getEpochSecond()
            + "&end="
            + to.getEpochSecond()
            + "&step="
            + step.toSeconds())
        .path("result");
  }

  private JsonNode get(String path) {
    try {
      HttpResponse<String> response = send(path);
      if (response.statusCode() != 200) {
        throw new DrillException("Prometheus refuses " + path + ": " + response.body());
      }
      return json.readTree(response.body()).path("data");
    } catch (IOException failure) {
      throw new DrillException("Prometheus does not respond", failure);
    }
  }

  private HttpResponse<String> send(String path) throws IOException {
    HttpRequest request = HttpRequest.newBuilder(url.resolve(path)).timeout(PATIENCE).build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new DrillException("interrupted", interrupted);
    }
  }

  /** Ends the process. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(LONGEST_END, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    http.close();
  }
}
