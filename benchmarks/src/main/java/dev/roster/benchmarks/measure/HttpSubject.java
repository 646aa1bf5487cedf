package dev.roster.benchmarks.measure;

import dev.roster.benchmarks.floor.FloorPath;
import dev.roster.benchmarks.load.LoadClient;
import dev.roster.benchmarks.process.ProcessTree;
import dev.roster.benchmarks.scenario.Scenario;
import dev.roster.benchmarks.scenario.ScenarioRequests;
import dev.roster.benchmarks.scenario.Scenarios;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A server that answers the scenarios over HTTP. */
final class HttpSubject implements Subject {
  private final String name;
  private final InetSocketAddress address;
  private final String prefix;
  private final ProcessTree processes;
  private final boolean usesDatabase;
  private final Scenarios scenarios;
  private final int connections;
  private final Runnable end;
  private final Map<String, ScenarioRequests> requests = new HashMap<>();

  private HttpSubject(
      String name,
      URI url,
      String prefix,
      ProcessTree processes,
      boolean usesDatabase,
      Scenarios scenarios,
      int connections,
      Runnable end) {
    this.name = name;
    this.address = new InetSocketAddress(Objects.requireNonNull(url.getHost()), url.getPort());
    this.prefix = prefix;
    this.processes = processes;
    this.usesDatabase = usesDatabase;
    this.scenarios = scenarios;
    this.connections = connections;
    this.end = end;
  }

  /** A server that uses the database. */
  static HttpSubject server(
      String name, URI url, ProcessTree processes, Scenarios scenarios, int connections) {
    String prefix = url.getPath().replaceAll("/$", "");
    Runnable nothing = () -> {}; // whoever started the server ends it
    return new HttpSubject(name, url, prefix, processes, true, scenarios, connections, nothing);
  }

  /** A floor, which has no database and finds the scenario in the path. */
  static HttpSubject floor(
      String name, FloorProcess process, Scenarios scenarios, int connections) {
    return new HttpSubject(
        name,
        URI.create("http://127.0.0.1:" + process.port()),
        FloorPath.PREFIX,
        process.processes(),
        false,
        scenarios,
        connections,
        process::close);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public ProcessTree processes() {
    return processes;
  }

  @Override
  public boolean usesDatabase() {
    return usesDatabase;
  }

  @Override
  public boolean supports(Scenario scenario) {
    return true;
  }

  @Override
  public Load closedLoop(Scenario scenario, Duration duration) throws IOException {
    return Load.of(client(scenario).closedLoop(requests(scenario), duration));
  }

  @Override
  public Optional<Load> openModel(Scenario scenario, double perSecond, Duration duration)
      throws IOException {
    return Optional.of(
        Load.of(client(scenario).openModel(requests(scenario), perSecond, duration)));
  }

  private LoadClient client(Scenario scenario) {
    Integer most = scenario.connections();
    return new LoadClient(address, most == null ? connections : Math.min(most, connections));
  }

  /** Sequences go on from run to run. */
  private ScenarioRequests requests(Scenario scenario) {
    return requests.computeIfAbsent(
        scenario.name(), any -> ScenarioRequests.of(scenarios, scenario, address, prefix));
  }

  @Override
  public void close() {
    end.run();
  }
}
