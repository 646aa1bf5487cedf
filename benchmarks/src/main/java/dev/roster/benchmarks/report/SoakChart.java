package dev.roster.benchmarks.report;

import dev.roster.benchmarks.report.SoakCurve.Sample;
import dev.roster.benchmarks.report.SoakCurve.Value;
import java.util.Locale;
import java.util.stream.Collectors;

/** A soak: a panel for each value that must not grow, each from zero. */
public final class SoakChart {
  private static final int WIDTH = 860;
  private static final int LEFT = 70;
  private static final int PANEL_WIDTH = 770;
  private static final int PANEL = 70;
  private static final int STEP = 120;
  private static final int TOP = 50;

  /** So much of a panel stays empty above its highest value. */
  private static final double HEADROOM = 1.2;

  private final SoakCurve curve;
  private final SvgDocument svg;

  private SoakChart(SoakCurve curve, String title) {
    this.curve = curve;
    String verdict = curve.isFailed() ? "something grows or fails" : "nothing grows";
    this.svg = new SvgDocument(title, title + ": " + verdict + ".");
    svg.text(0, 16, "strong", "start", title + ": " + verdict);
  }

  /** Draws a curve. */
  public static String render(SoakCurve curve, String title) {
    SoakChart chart = new SoakChart(curve, title);
    int y = TOP;
    for (Value value : SoakCurve.VALUES) {
      chart.panel(value, y);
      y += STEP;
    }
    return chart.svg.render(WIDTH, y);
  }

  private void panel(Value value, int top) {
    double most = curve.samples().stream().mapToDouble(value.of()).max().orElse(0);
    double scale = Math.max(1, most) * HEADROOM;
    svg.text(LEFT, top - 8, "small", "start", value.name());
    for (double mark : new double[] {0, Math.max(1, most)}) {
      double y = top + PANEL * (1 - mark / scale);
      svg.line(LEFT, y, LEFT + PANEL_WIDTH, y, "faint");
      svg.text(LEFT - 6, y + 4, "small", "end", MarkdownReport.number(mark));
    }
    svg.curve(
        curve.samples().stream()
            .map(sample ->
                point(sample, top + PANEL * (1 - value.of().applyAsDouble(sample) / scale)))
            .collect(Collectors.joining(" ")),
        "curve-a");
    svg.text(LEFT + PANEL_WIDTH, top + PANEL + 16, "small", "end", "minute " + Math.round(last()));
  }

  private String point(Sample sample, double y) {
    double x = LEFT + PANEL_WIDTH * sample.minute() / Math.max(1, last());
    return String.format(Locale.ROOT, "%.1f,%.1f", x, y);
  }

  private double last() {
    return curve.samples().getLast().minute();
  }
}
