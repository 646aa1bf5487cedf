package dev.roster.benchmarks.measure;

import dev.roster.benchmarks.process.ProcessTree;
import dev.roster.benchmarks.report.Report;
import dev.roster.benchmarks.report.Report.Cost;
import dev.roster.benchmarks.report.Report.Memory;
import dev.roster.benchmarks.scenario.Scenario;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** A measurement from the first reading of memory to the report. */
public final class Session {
  private final Subjects subjects;
  private final OptionalLong postmaster;
  private final Optional<MeasuredDatabase> database;
  private final Plan plan;
  private final Consumer<String> progress;

  /**
   * A session.
   *
   * @param postmaster the process of the database; empty if none runs on this machine
   * @param progress takes a line for people now and then
   */
  public Session(
      Subjects subjects,
      OptionalLong postmaster,
      Optional<MeasuredDatabase> database,
      Plan plan,
      Consumer<String> progress) {
    this.subjects = subjects;
    this.postmaster = postmaster;
    this.database = database;
    this.plan = plan;
    this.progress = progress;
  }

  /**
   * Measures.
   *
   * @param facts what the report says of machine and run
   */
  public Report run(Map<String, String> facts) throws IOException, SQLException {
    List<Optional<Double>> idle = subjects.megabytes();
    Optional<ProcessTree> postgres =
        postmaster.isPresent()
            ? Optional.of(new ProcessTree(postmaster.getAsLong()))
            : Optional.empty();
    Accounting accounting = new Accounting(subjects.all(), postgres);
    List<Sample> samples = new Measurement(subjects.all(), accounting, plan, progress).run();
    List<Memory> memory = new ArrayList<>();
    List<Optional<Double>> loaded = subjects.megabytes();
    for (int i = 0; i < idle.size(); i++) {
      String name = subjects.all().get(i).name();
      memory.add(new Memory(name, idle.get(i).orElse(null), loaded.get(i).orElse(null)));
    }
    Map<String, String> titles = new LinkedHashMap<>();
    for (Scenario scenario : plan.scenarios()) {
      titles.put(scenario.name(), scenario.title());
    }
    progress.accept("allocation and statements");
    List<Cost> costs = new Costs(subjects.all(), database, plan).measure();
    return new Report(facts, titles, samples, memory, costs);
  }
}
