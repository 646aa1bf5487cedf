package dev.roster.benchmarks.scenario;

import dev.roster.benchmarks.load.RequestSource;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** The requests of a scenario to one server. Not thread-safe. */
public final class ScenarioRequests implements RequestSource {
  /** A mix has the same order in each run. */
  private static final long SEED = 11;

  private final List<Prepared> round;
  private int next;

  private ScenarioRequests(List<Prepared> round) {
    this.round = round;
  }

  /**
   * The requests of a scenario.
   *
   * @param scenarios where variables and the parts of a mix are found
   * @param server the address that Host names
   * @param prefix stands before each path, with the scenario's name for {@code %s}
   */
  public static ScenarioRequests of(
      Scenarios scenarios, Scenario scenario, InetSocketAddress server, String prefix) {
    Map<String, Integer> mix = scenario.mix();
    if (mix == null) {
      return new ScenarioRequests(List.of(prepare(scenarios, scenario, server, prefix)));
    }
    List<Prepared> round = new ArrayList<>();
    mix.forEach((name, times) -> {
      Prepared part = prepare(scenarios, scenarios.named(name), server, prefix);
      round.addAll(Collections.nCopies(times, part));
    });
    Collections.shuffle(round, new Random(SEED));
    return new ScenarioRequests(round);
  }

  private static Prepared prepare(
      Scenarios scenarios, Scenario scenario, InetSocketAddress server, String prefix) {
    StringBuilder text = new StringBuilder();
    text.append(scenario.verb()).append(' ').append(prefix.formatted(scenario.name()));
    text.append(Objects.requireNonNull(scenario.path(), scenario.name())).append(" HTTP/1.1\r\n");
    text.append("Host: ").append(server.getHostString()).append(':').append(server.getPort());
    text.append("\r\n");
    Objects.requireNonNullElse(scenario.headers(), Map.<String, String>of())
        .forEach((name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
    String body = scenario.body();
    if (body != null) {
      int length = scenarios.template(body).next().length;
      text.append("Content-Type: application/json\r\nContent-Length: ").append(length);
      text.append("\r\n");
    }
    text.append("\r\n").append(body == null ? "" : body);
    return new Prepared(scenarios.template(text.toString()), scenario.expectedStatus());
  }

  @Override
  public HttpRequestBytes next() {
    Prepared prepared = round.get(next);
    next = (next + 1) % round.size();
    return prepared.next();
  }

  /** The next request as a string. */
  public String nextText() {
    return new String(next().bytes(), StandardCharsets.UTF_8);
  }

  private static final class Prepared {
    private final Template template;
    private final int expectedStatus;

    Prepared(Template template, int expectedStatus) {
      this.template = template;
      this.expectedStatus = expectedStatus;
    }

    HttpRequestBytes next() {
      return new HttpRequestBytes(template.next(), expectedStatus);
    }
  }
}
