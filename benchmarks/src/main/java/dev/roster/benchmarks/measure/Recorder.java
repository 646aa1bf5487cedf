package dev.roster.benchmarks.measure;

import dev.roster.benchmarks.floor.Recording;
import dev.roster.benchmarks.floor.Recording.Response;
import dev.roster.benchmarks.scenario.Scenario;
import dev.roster.benchmarks.scenario.Scenarios;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Asks a server each scenario once: for the floors, and to find out that it answers as expected.
 */
final class Recorder {
  private static final int SHOWN = 300;

  private final Scenarios scenarios;
  private final URI server;

  Recorder(Scenarios scenarios, URI server) {
    this.scenarios = scenarios;
    this.server = server;
  }

  /** The responses to the scenarios, and to the parts of those that are mixes. */
  Recording record(List<Scenario> wanted) throws IOException {
    Map<String, Response> responses = new HashMap<>();
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      for (Scenario scenario : withParts(wanted)) {
        responses.put(scenario.name(), ask(client, scenario));
      }
    }
    return new Recording(responses);
  }

  private Set<Scenario> withParts(List<Scenario> wanted) {
    Set<Scenario> all = new LinkedHashSet<>();
    for (Scenario scenario : wanted) {
      Map<String, Integer> mix = scenario.mix();
      if (mix == null) {
        all.add(scenario);
      } else {
        mix.keySet().stream().map(scenarios::named).forEach(all::add);
      }
    }
    return all;
  }

  private Response ask(HttpClient client, Scenario scenario) throws IOException {
    HttpResponse<String> response;
    try {
      response = client.send(request(scenario), BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    }
    if (response.statusCode() != scenario.expectedStatus()) {
      String body = response.body();
      throw new IOException(
          "%s answers scenario %s with %d, not %d: %s"
              .formatted(
                  server,
                  scenario.name(),
                  response.statusCode(),
                  scenario.expectedStatus(),
                  body.substring(0, Math.min(SHOWN, body.length()))));
    }
    String type = response.headers().firstValue("Content-Type").orElse("application/json");
    return new Response(response.statusCode(), type, response.body());
  }

  private HttpRequest request(Scenario scenario) {
    String path = Objects.requireNonNull(scenario.path(), scenario.name());
    URI uri = URI.create(server.toString().replaceAll("/$", "") + text(path));
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    String body = scenario.body();
    if (body == null) {
      request.method(scenario.verb(), BodyPublishers.noBody());
    } else {
      request.method(scenario.verb(), BodyPublishers.ofString(text(body)));
      request.header("Content-Type", "application/json");
    }
    Objects.requireNonNullElse(scenario.headers(), Map.<String, String>of())
        .forEach((name, value) -> request.header(name, text(value)));
    return request.build();
  }

  private String text(String template) {
    return scenarios.template(template).nextText();
  }
}
