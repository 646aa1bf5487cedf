package dev.roster.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.roster.benchmarks.measure.MeasuredDatabase;
import dev.roster.benchmarks.measure.MeasuredServer;
import dev.roster.benchmarks.measure.Plan;
import dev.roster.benchmarks.measure.Session;
import dev.roster.benchmarks.measure.Subjects;
import dev.roster.benchmarks.report.MarkdownReport;
import dev.roster.benchmarks.report.Report;
import dev.roster.benchmarks.scenario.Scenario;
import dev.roster.benchmarks.scenario.Scenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures scenarios against servers and floors. */
@Command(
    name = "measure",
    mixinStandardHelpOptions = true,
    description = {
      "Measures scenarios against servers, and against floors that show what their parts cost by"
          + " themselves:",
      "static Jersey (objects from memory), raw Jetty (the same bytes), pgjdbc alone (the same"
          + " rows)."
    })
final class MeasureCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--server",
      required = true,
      paramLabel = "NAME=URL=PID",
      converter = MeasuredServer.Converter.class,
      description =
          "A server that is running, with the process at the root of its tree; may be repeated.")
  private List<MeasuredServer> servers = List.of();

  @Option(
      names = "--database-url",
      paramLabel = "URL",
      description =
          "The database of the servers, as postgresql://user:password@host/database. Without it,"
              + " the time of PostgreSQL is not known.")
  private @Nullable String databaseUrl;

  @Option(
      names = "--scenario",
      split = ",",
      paramLabel = "NAME",
      description = "Scenarios to measure, with commas (default: all).")
  private List<String> names = List.of();

  @Option(
      names = "--scenarios",
      paramLabel = "FILE",
      description = "A file of scenarios in place of those of this module.")
  private @Nullable Path file;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "The value of a variable of the scenarios; may be repeated.")
  private Map<String, String> values = Map.of();

  @Option(
      names = "--cycles",
      paramLabel = "N",
      defaultValue = "5",
      description = "Cycles (default: ${DEFAULT-VALUE}).")
  private int cycles;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "3",
      description = "Length of each run in a closed loop (default: ${DEFAULT-VALUE}).")
  private double seconds;

  @Option(
      names = "--open-seconds",
      paramLabel = "N",
      defaultValue = "3",
      description = "Length of each run in the open model, 0 for none (default: ${DEFAULT-VALUE}).")
  private double openSeconds;

  @Option(
      names = "--load",
      paramLabel = "SHARE",
      defaultValue = "0.5",
      description =
          "Rate of the open model, as a share of the throughput in the closed loop (default:"
              + " ${DEFAULT-VALUE}).")
  private double load;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "15",
      description = "Seconds of warm-up for each scenario and subject (default: ${DEFAULT-VALUE}).")
  private double warmUp;

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "32",
      description = "Requests under way at most (default: ${DEFAULT-VALUE}).")
  private int connections;

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

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder for the results.")
  private Path out = Path.of("");

  @Override
  public Integer call() throws IOException, SQLException {
    Files.createDirectories(out);
    Scenarios scenarios =
        (file == null ? Scenarios.ownScenarios() : Scenarios.read(file)).with(values);
    List<Scenario> wanted =
        names.isEmpty() ? scenarios.scenarios() : names.stream().map(scenarios::named).toList();
    Plan plan =
        new Plan(wanted, cycles, duration(warmUp), duration(seconds), duration(openSeconds), load);
    MeasuredDatabase database = databaseUrl == null ? null : new MeasuredDatabase(databaseUrl);
    OptionalLong postmaster = database == null ? OptionalLong.empty() : database.postmaster();
    try (Subjects subjects = new Subjects(scenarios, connections)) {
      servers.forEach(server -> subjects.addServer(server, postmaster));
      if (floors) {
        subjects.addFloors(servers.getFirst(), wanted, floorJavaOptions, out);
        if (database != null) {
          subjects.addStatements(database, wanted, floorJavaOptions, out);
        }
      }
      Session session = new Session(subjects, postmaster, plan, this::say);
      write(session.run(facts(database)));
    }
    return 0;
  }

  private static Duration duration(double seconds) {
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }

  private void say(String line) {
    spec.commandLine().getErr().println(line);
    spec.commandLine().getErr().flush();
  }

  private Map<String, String> facts(@Nullable MeasuredDatabase database) throws SQLException {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("taken", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    facts.put(
        "command",
        "benchmarks/run " + String.join(" ", spec.commandLine().getParseResult().originalArgs()));
    facts.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
    facts.put("Java of the floors", Runtime.version().toString());
    if (database != null) {
      facts.put("PostgreSQL", database.version());
    }
    return facts;
  }

  private void write(Report report) throws IOException {
    String markdown = MarkdownReport.render(report);
    Files.writeString(out.resolve("results.md"), markdown);
    ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    json.writeValue(out.resolve("results.json").toFile(), report);
    spec.commandLine().getOut().println(markdown);
    spec.commandLine().getOut().flush();
  }
}
