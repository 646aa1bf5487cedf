package dev.roster.benchmarks.measure;

import dev.roster.benchmarks.measure.Accounting.Accounted;
import dev.roster.benchmarks.measure.Sample.Model;
import dev.roster.benchmarks.measure.Subject.Load;
import dev.roster.benchmarks.process.CpuTime;
import dev.roster.benchmarks.scenario.Scenario;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An interleaved run: in each cycle every scenario is put to every subject, one after the other.
 */
final class Measurement {
  private static final double MICRO = 1e6;

  private final List<Subject> subjects;
  private final Accounting accounting;
  private final Plan plan;
  private final Consumer<String> progress;

  Measurement(List<Subject> subjects, Accounting accounting, Plan plan, Consumer<String> progress) {
    this.subjects = subjects;
    this.accounting = accounting;
    this.plan = plan;
    this.progress = progress;
  }

  /** Warms up, then measures. */
  List<Sample> run() throws IOException {
    warmUp();
    List<Sample> samples = new ArrayList<>();
    for (int cycle = 1; cycle <= plan.cycles(); cycle++) {
      for (Scenario scenario : plan.scenarios()) {
        for (Subject subject : inOrderOf(cycle)) {
          if (subject.supports(scenario)) {
            measure(subject, scenario, cycle, samples);
          }
        }
      }
      progress.accept("cycle " + cycle + " of " + plan.cycles());
    }
    return samples;
  }

  private void warmUp() throws IOException {
    for (Scenario scenario : plan.scenarios()) {
      for (Subject subject : subjects) {
        if (subject.supports(scenario) && !plan.warmUp().isZero()) {
          Load load = subject.closedLoop(scenario, plan.warmUp());
          progress.accept(
              "warm-up of %s with %s: %.0f/s, %d errors"
                  .formatted(
                      subject.name(),
                      scenario.name(),
                      load.requests() / load.seconds(),
                      load.errors()));
        }
      }
    }
  }

  /** Each cycle begins with another subject, so that none always follows the same one. */
  private List<Subject> inOrderOf(int cycle) {
    List<Subject> order = new ArrayList<>(subjects);
    Collections.rotate(order, 1 - cycle);
    return order;
  }

  private void measure(Subject subject, Scenario scenario, int cycle, List<Sample> samples)
      throws IOException {
    Accounted<Load> closed = accounting.account(() -> subject.closedLoop(scenario, plan.closed()));
    Sample saturated = sample(subject, scenario, cycle, null, closed);
    samples.add(saturated);
    double rate = saturated.throughput() * plan.load();
    if (plan.open().isZero() || rate == 0) {
      return;
    }
    Accounted<Optional<Load>> open =
        accounting.account(() -> subject.openModel(scenario, rate, plan.open()));
    open.result()
        .ifPresent(load ->
            samples.add(
                sample(
                    subject,
                    scenario,
                    cycle,
                    rate,
                    new Accounted<>(
                        load, open.bySubject(), open.postgres(), open.client(), open.machine()))));
  }

  private static Sample sample(
      Subject subject,
      Scenario scenario,
      int cycle,
      @Nullable Double rate,
      Accounted<Load> accounted) {
    CpuTime cpu = Objects.requireNonNull(accounted.bySubject().get(subject.name()));
    Load load = accounted.result();
    double perRequest = MICRO / Math.max(1, load.requests() + load.errors());
    double machine = accounted.machine().total();
    return new Sample(
        subject.name(),
        scenario.name(),
        cycle,
        rate == null ? Model.CLOSED : Model.OPEN,
        rate,
        load,
        (cpu.total() - cpu.compilers()) * perRequest,
        cpu.compilers() * perRequest,
        subject.usesDatabase() ? accounted.postgres() * perRequest : null,
        accounted.client() / machine,
        accounted.others(),
        accounted.machine().stolen() / machine);
  }
}
