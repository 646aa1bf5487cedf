package dev.roster.benchmarks;

import dev.roster.benchmarks.measure.MeasuredDatabase;
import dev.roster.benchmarks.measure.MeasuredServer;
import dev.roster.benchmarks.measure.Session;
import dev.roster.benchmarks.measure.StartedServer;
import dev.roster.benchmarks.measure.Subjects;
import dev.roster.benchmarks.report.BarChart;
import dev.roster.benchmarks.report.MarkdownReport;
import dev.roster.benchmarks.report.Report;
import dev.roster.benchmarks.scenario.Scenario;
import dev.roster.benchmarks.scenario.Scenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures scenarios against servers and floors. */
@Command(
    name = "measure",
    mixinStandardHelpOptions = true,
    description = {
      "Measures scenarios against servers, and against floors that show what their parts cost by",
      "themselves: static Jersey (objects from memory), raw Jetty (the same bytes), pgjdbc alone",
      "(the same rows)."
    })
final class MeasureCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--server",
      paramLabel = "NAME=URL=PID",
      converter = MeasuredServer.Converter.class,
      description = "A running server, with the process at the root of its tree; may be repeated.")
  private List<MeasuredServer> servers = List.of();

  @Option(
      names = "--start",
      paramLabel = "NAME=URL=COMMAND",
      converter = ServerToStart.Converter.class,
      description =
          "A server that is started by this command of the shell, and stopped at the end; may be "
              + "repeated.")
  private List<ServerToStart> toStart = List.of();

  @Mixin private DatabaseOption databaseOption;
  @Mixin private ScenarioOptions scenarioOptions;
  @Mixin private RunOptions runOptions;
  @Mixin private PlanOptions planOptions;

  @Option(
      names = "--floors",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Measure the floors, or do not (default: yes).")
  private boolean floors;

  @Option(
      names = "--floor-java-options",
      split = " ",
      paramLabel = "OPTIONS",
      defaultValue = "-Xmx128m -XX:+UseSerialGC -XX:+UseCompactObjectHeaders",
      description = "Options of the JVMs of the floors (default: ${DEFAULT-VALUE}).")
  private List<String> floorJavaOptions = List.of();

  @Override
  public Integer call() throws IOException, SQLException {
    if (servers.isEmpty() && toStart.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "--server or --start must name a server.");
    }
    Scenarios scenarios = scenarioOptions.all();
    List<StartedServer> started = new ArrayList<>();
    try {
      for (ServerToStart server : toStart) {
        started.add(server.start(runOptions.out(), scenarios, scenarioOptions.first(scenarios)));
      }
      List<MeasuredServer> all = new ArrayList<>(servers);
      started.forEach(server -> all.add(server.server()));
      write(measure(all, scenarios));
    } finally {
      started.forEach(StartedServer::close);
    }
    return 0;
  }

  private Report measure(List<MeasuredServer> all, Scenarios scenarios)
      throws IOException, SQLException {
    List<Scenario> chosen = scenarioOptions.chosen(scenarios);
    Optional<MeasuredDatabase> database = databaseOption.database();
    var postmaster = databaseOption.postmaster();
    try (Subjects subjects = new Subjects(scenarios, runOptions.connections())) {
      all.forEach(server -> subjects.addServer(server, postmaster));
      if (floors) {
        subjects.addFloors(all.getFirst(), chosen, floorJavaOptions, runOptions.out());
        if (database.isPresent()) {
          subjects.addStatements(database.get(), chosen, floorJavaOptions, runOptions.out());
        }
      }
      return new Session(subjects, postmaster, database, planOptions.plan(chosen), this::say)
          .run(facts(database));
    }
  }

  private void say(String line) {
    spec.commandLine().getErr().println(line);
    spec.commandLine().getErr().flush();
  }

  private Map<String, String> facts(Optional<MeasuredDatabase> database) throws SQLException {
    Map<String, String> facts = new LinkedHashMap<>(Facts.of(spec));
    if (database.isPresent()) {
      facts.put("PostgreSQL", database.get().version());
    }
    return facts;
  }

  private void write(Report report) throws IOException {
    String markdown = MarkdownReport.render(report);
    Files.writeString(runOptions.out().resolve("results.md"), markdown);
    Files.writeString(runOptions.out().resolve("results.svg"), BarChart.render(report));
    Facts.writeJson(report, runOptions.out().resolve("results.json"));
    spec.commandLine().getOut().println(markdown);
    spec.commandLine().getOut().flush();
  }
}
