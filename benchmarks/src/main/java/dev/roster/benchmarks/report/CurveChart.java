package dev.roster.benchmarks.report;

import dev.roster.benchmarks.report.WarmUpCurve.Second;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** A warm-up: the share of the peak above, processor time per request below (logarithmic). */
public final class CurveChart {
  private static final int WIDTH = 860;
  private static final int HEIGHT = 470;
  private static final int LEFT = 70;
  private static final int PANEL_WIDTH = 770;
  private static final int PANEL = 170;
  private static final int UPPER = 50;
  private static final int LOWER = 265;

  private final WarmUpCurve curve;
  private final SvgDocument svg;

  private CurveChart(WarmUpCurve curve, String title) {
    this.curve = curve;
    String steady =
        curve.steadySecond().isPresent()
            ? "90 % of the peak after " + curve.steadySecond().getAsInt() + " s"
            : "90 % of the peak was not kept";
    this.svg = new SvgDocument(title, title + ". " + steady + ".");
    svg.text(0, 16, "strong", "start", title + ": " + steady);
  }

  /** Draws a curve. */
  public static String render(WarmUpCurve curve, String title) {
    CurveChart chart = new CurveChart(curve, title);
    chart.throughput();
    chart.cpu();
    return chart.svg.render(WIDTH, HEIGHT);
  }

  private void throughput() {
    double peak = Math.max(1, curve.peak());
    svg.text(LEFT, UPPER - 8, "small", "start", "share of the peak, %");
    for (int percent : List.of(0, 50, 90, 100)) {
      grid(UPPER + PANEL * (1 - percent / 120.0), Integer.toString(percent));
    }
    draw("curve-a", second -> UPPER + PANEL * (1 - Math.min(1, second.requests() / peak / 1.2)));
    seconds(UPPER + PANEL);
  }

  private void cpu() {
    svg.text(LEFT, LOWER - 8, "small", "start", "processor time per request, µs (logarithmic)");
    for (int power = 2; power <= 5; power++) {
      double micros = Math.pow(10, power);
      grid(logarithmic(micros), String.format(Locale.ROOT, "%,.0f", micros));
    }
    draw("curve-b", second -> logarithmic(second.cpuMicros()));
    seconds(LOWER + PANEL);
  }

  private static double logarithmic(double micros) {
    double decades = (Math.log10(Math.max(100, micros)) - 2) / 3;
    return LOWER + PANEL * (1 - Math.min(1, decades));
  }

  private void grid(double y, String label) {
    svg.line(LEFT, y, LEFT + PANEL_WIDTH, y, "faint");
    svg.text(LEFT - 6, y + 4, "small", "end", label);
  }

  private void seconds(double y) {
    int last = curve.seconds().size();
    int step = Math.max(1, last / 12);
    for (int second = 0; second <= last; second += step) {
      svg.text(x(second), y + 16, "small", "middle", second + " s");
    }
  }

  private double x(double second) {
    return LEFT + PANEL_WIDTH * second / Math.max(1, curve.seconds().size());
  }

  private void draw(String style, ToDoubleFunction<Second> y) {
    String points =
        curve.seconds().stream()
            .map(s -> String.format(Locale.ROOT, "%.1f,%.1f", x(s.second()), y.applyAsDouble(s)))
            .collect(Collectors.joining(" "));
    svg.curve(points, style);
  }
}
