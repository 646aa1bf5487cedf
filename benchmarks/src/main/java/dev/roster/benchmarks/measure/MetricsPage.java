package dev.roster.benchmarks.measure;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** A page of metrics in the text format of Prometheus. */
record MetricsPage(List<String> series) {
  private static final int OK = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Reads a page of a server. */
  static MetricsPage read(URI url) throws IOException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> response =
          client.send(
              HttpRequest.newBuilder(url).timeout(PATIENCE).build(),
              HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != OK) {
        throw new IOException(url + " responds with " + response.statusCode());
      }
      return of(response.body());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", stopped);
    }
  }

  static MetricsPage of(String text) {
    return new MetricsPage(
        text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList());
  }

  /** The sum of all series of a metric; zero if it has none. */
  double sum(String metric) {
    return series.stream()
        .filter(line -> line.startsWith(metric + "{") || line.startsWith(metric + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
