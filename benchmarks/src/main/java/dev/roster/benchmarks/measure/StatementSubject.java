package dev.roster.benchmarks.measure;

import dev.roster.benchmarks.floor.StatementRequest;
import dev.roster.benchmarks.floor.StatementResult;
import dev.roster.benchmarks.process.ProcessTree;
import dev.roster.benchmarks.scenario.Scenario;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** The floor of the data: statements over pgjdbc, without HTTP. */
final class StatementSubject implements Subject {
  private static final double NANOS = 1e9;
  private static final double MILLI = 1e6;

  private final FloorProcess floor;

  StatementSubject(FloorProcess floor) {
    this.floor = floor;
  }

  @Override
  public String name() {
    return "pgjdbc alone";
  }

  @Override
  public ProcessTree processes() {
    return floor.processes();
  }

  @Override
  public boolean usesDatabase() {
    return true;
  }

  @Override
  public boolean supports(Scenario scenario) {
    return !scenario.floor().isEmpty();
  }

  @Override
  public Load closedLoop(Scenario scenario, Duration duration) throws IOException {
    String line = floor.ask(new StatementRequest(scenario.name(), duration).line());
    StatementResult result = StatementResult.parse(line);
    return new Load(
        result.executions(),
        0,
        result.nanos() / NANOS,
        result.p50() / MILLI,
        result.p99() / MILLI,
        result.p999() / MILLI);
  }

  @Override
  public Optional<Load> openModel(Scenario scenario, double perSecond, Duration duration) {
    return Optional.empty();
  }

  @Override
  public void close() {
    floor.close();
  }
}
