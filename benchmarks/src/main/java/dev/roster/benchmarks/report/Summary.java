package dev.roster.benchmarks.report;

import dev.roster.benchmarks.measure.Sample;
import dev.roster.benchmarks.measure.Sample.Model;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * All runs of one scenario against one subject.
 *
 * @param closed runs in a closed loop
 * @param open runs in the open model; none for a subject without
 */
public record Summary(String scenario, String subject, List<Sample> closed, List<Sample> open) {
  /** Above this share of the machine others make throughput and latency meaningless. */
  public static final double NOISE_LIMIT = 0.10;

  /** Groups samples by scenario and subject, in the order of the first cycle that was measured. */
  static List<Summary> of(List<Sample> samples) {
    Map<List<String>, List<Sample>> groups =
        samples.stream()
            .collect(
                Collectors.groupingBy(
                    sample -> List.of(sample.scenario(), sample.subject()),
                    LinkedHashMap::new,
                    Collectors.toList()));
    return groups.values().stream()
        .map(group ->
            new Summary(
                group.getFirst().scenario(),
                group.getFirst().subject(),
                group.stream().filter(sample -> sample.model() == Model.CLOSED).toList(),
                group.stream().filter(sample -> sample.model() == Model.OPEN).toList()))
        .toList();
  }

  /** The spread of a value over the runs in a closed loop. */
  public Spread closed(ToDoubleFunction<Sample> value) {
    return spread(closed, value);
  }

  /** The spread of a value over the runs in the open model. */
  public Optional<Spread> open(ToDoubleFunction<Sample> value) {
    return open.isEmpty() ? Optional.empty() : Optional.of(spread(open, value));
  }

  /** The processor time of the database; empty for a subject without. */
  public Optional<Spread> postgres() {
    List<Double> values =
        closed.stream().map(Sample::postgresMicros).filter(Objects::nonNull).toList();
    return values.isEmpty() ? Optional.empty() : Optional.of(Spread.of(values));
  }

  /** Responses with another status than expected, in all runs. */
  public long errors() {
    return closed.stream().mapToLong(sample -> sample.load().errors()).sum()
        + open.stream().mapToLong(sample -> sample.load().errors()).sum();
  }

  /** The number of runs in which others used more than the limit. */
  public long noisyRuns() {
    return closed.stream().filter(Summary::isNoisy).count()
        + open.stream().filter(Summary::isNoisy).count();
  }

  /** The number of all runs. */
  public int runs() {
    return closed.size() + open.size();
  }

  private static boolean isNoisy(Sample sample) {
    return sample.others() + sample.stolen() > NOISE_LIMIT;
  }

  static Spread spread(List<Sample> samples, ToDoubleFunction<Sample> value) {
    return Spread.of(samples.stream().map(value::applyAsDouble).toList());
  }
}
