package dev.roster.benchmarks.measure;

import dev.roster.benchmarks.floor.Recording;
import dev.roster.benchmarks.floor.ScenariosArgument;
import dev.roster.benchmarks.process.ProcessTree;
import dev.roster.benchmarks.scenario.Scenario;
import dev.roster.benchmarks.scenario.Scenarios;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The servers of a run, and the floors beside them, which end with it. */
public final class Subjects implements AutoCloseable {
  private static final int STATEMENT_CONNECTIONS = 4;

  private final Scenarios scenarios;
  private final int connections;
  private final List<Subject> all = new ArrayList<>();

  /**
   * No subject yet.
   *
   * @param connections requests under way at most
   */
  public Subjects(Scenarios scenarios, int connections) {
    this.scenarios = scenarios;
    this.connections = connections;
  }

  /** The subjects in the order of the results. */
  public List<Subject> all() {
    return all;
  }

  /**
   * Adds a server.
   *
   * @param postmaster the database, which does not count as the server where the server started it
   */
  public void addServer(MeasuredServer server, OptionalLong postmaster) {
    ProcessTree processes = new ProcessTree(server.pid()).without(postmaster);
    if (!processes.isAlive()) {
      throw new IllegalArgumentException(
          "there is no process " + server.pid() + ", which should be " + server.name());
    }
    all.add(HttpSubject.server(server.name(), server.url(), processes, scenarios, connections));
  }

  /** Starts the floors that serve the responses of a server. */
  public void addFloors(
      MeasuredServer recorded, List<Scenario> wanted, List<String> javaOptions, Path folder)
      throws IOException {
    Path file = folder.resolve("responses.json");
    Recording recording = new Recorder(scenarios, recorded.url()).record(wanted);
    recording.write(file);
    addFloor("static Jersey", FloorProcess.start(javaOptions, List.of("jersey", file.toString())));
    addFloor("raw Jetty", FloorProcess.start(javaOptions, List.of("raw", file.toString())));
  }

  private void addFloor(String name, FloorProcess process) {
    all.add(HttpSubject.floor(name, process, scenarios, connections));
  }

  /** Starts the floor of the data, unless no scenario has statements. */
  public void addStatements(
      MeasuredDatabase database, List<Scenario> wanted, List<String> javaOptions, Path folder)
      throws IOException {
    if (wanted.stream().allMatch(scenario -> scenario.floor().isEmpty())) {
      return;
    }
    Path file = folder.resolve("scenarios.json");
    ScenariosArgument.write(scenarios, file);
    FloorProcess process =
        FloorProcess.start(
            javaOptions,
            List.of(
                "statements",
                database.jdbcUrl(),
                Integer.toString(STATEMENT_CONNECTIONS),
                file.toString()));
    all.add(new StatementSubject(process));
  }

  /** Memory of each subject; empty where it cannot be read. */
  public List<Optional<Double>> megabytes() {
    return all.stream()
        .map(Subject::processes)
        .map(ProcessTree::pssKilobytes)
        .map(pss ->
            pss.isPresent() ? Optional.of(pss.getAsLong() / 1024.0) : Optional.<Double>empty())
        .toList();
  }

  @Override
  public void close() {
    all.forEach(Subject::close);
  }
}
