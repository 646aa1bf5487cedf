package dev.roster.benchmarks.report;

import java.util.List;

/**
 * The median of several values, with the smallest and the largest.
 *
 * @param count of the values
 */
public record Spread(double median, double min, double max, int count) {

  /** The spread of at least one value. */
  public static Spread of(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    double median =
        sorted.size() % 2 == 1
            ? sorted.get(middle)
            : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    return new Spread(median, sorted.getFirst(), sorted.getLast(), sorted.size());
  }
}
