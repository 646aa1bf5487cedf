package dev.roster.drills.monitoring;

import java.util.List;
import java.util.Locale;

/**
 * A diagram of lines over time.
 *
 * @param unit of the values, as Grafana names it
 * @param seconds the length of the time axis
 */
record Chart(String title, String unit, double seconds, List<Line> lines) {
  private static final double BINARY_KILO = 1_024;

  Chart {
    lines = List.copyOf(lines);
  }

  /**
   * A series.
   *
   * @param points in the order of their times
   */
  record Line(String name, List<Point> points) {
    Line {
      points = List.copyOf(points);
    }
  }

  /** A value at a time, in seconds since the beginning. */
  record Point(double time, double value) {}

  /** The upper end of the axis: a round number that no value exceeds. */
  double top() {
    double highest =
        lines.stream()
            .flatMap(line -> line.points().stream())
            .mapToDouble(Point::value)
            .max()
            .orElse(0);
    if (highest <= 0) {
      return 1;
    }
    double power = Math.pow(10, Math.floor(Math.log10(highest)));
    for (double step : new double[] {1, 2, 5}) {
      if (step * power >= highest) {
        return step * power;
      }
    }
    return 10 * power;
  }

  /** A value of the axis with its unit. */
  String label(double value) {
    return switch (unit) {
      case "s" -> value < 1 ? number(value * 1_000) + " ms" : number(value) + " s";
      case "bytes" -> number(value / BINARY_KILO / BINARY_KILO) + " MiB";
      case "percentunit" -> number(value * 100) + " %";
      case "reqps", "ops" -> number(value) + "/s";
      default -> number(value);
    };
  }

  private static String number(double value) {
    String digits = String.format(Locale.ROOT, "%.3g", value);
    double rounded = Double.parseDouble(digits);
    return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
  }
}
