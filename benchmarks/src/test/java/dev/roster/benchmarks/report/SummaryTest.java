package dev.roster.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.benchmarks.measure.Sample;
import dev.roster.benchmarks.measure.Sample.Model;
import dev.roster.benchmarks.measure.Subject.Load;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SummaryTest {

  @Test
  void theMedianOfAnEvenNumberIsInTheMiddle() {
    assertThat(Spread.of(List.of(4.0, 1.0, 3.0, 2.0))).isEqualTo(new Spread(2.5, 1, 4, 4));
    assertThat(Spread.of(List.of(9.0, 1.0, 3.0))).isEqualTo(new Spread(3, 1, 9, 3));
  }

  @Test
  void runsAreGroupedByScenarioAndSubject() {
    List<Summary> summaries =
        Summary.of(
            List.of(
                sample("a", "x", 100, 0),
                sample("b", "x", 1, 0),
                sample("a", "x", 300, 0),
                sample("a", "y", 7, 0)));

    assertThat(summaries)
        .extracting(s -> s.scenario() + s.subject())
        .containsExactly("ax", "bx", "ay");
    assertThat(summaries.getFirst().closed(Sample::cpuMicros))
        .isEqualTo(new Spread(200, 100, 300, 2));
  }

  @Test
  void aRunBesideOthersIsNoisy() {
    Summary summary =
        Summary.of(
                List.of(
                    sample("a", "x", 1, 0.09), sample("a", "x", 1, 0.11), sample("a", "x", 1, 0.5)))
            .getFirst();

    assertThat(summary.noisyRuns()).isEqualTo(2);
  }

  @Test
  void aNoisyMachineIsTheFirstThingThatTheReportSays() {
    String noisy = MarkdownReport.render(report(sample("a", "x", 1, 0.11), sample("a", "x", 1, 0)));
    String quiet = MarkdownReport.render(report(sample("a", "x", 1, 0.05)));

    assertThat(noisy).startsWith("**The machine was too noisy in 1 of 2 runs**");
    assertThat(quiet).doesNotContain("noisy in");
  }

  private static Report report(Sample... samples) {
    return new Report(Map.of(), Map.of(), List.of(samples), List.of(), List.of());
  }

  private static Sample sample(String scenario, String subject, double cpu, double others) {
    Load load = new Load(10, 0, 1, 1, 2, 3);
    return new Sample(subject, scenario, 1, Model.CLOSED, null, load, cpu, 0, null, 0, others, 0);
  }
}
