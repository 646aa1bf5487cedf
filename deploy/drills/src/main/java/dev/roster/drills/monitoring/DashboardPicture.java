package dev.roster.drills.monitoring;

import dev.roster.drills.monitoring.Chart.Line;
import dev.roster.drills.monitoring.Chart.Point;
import java.util.List;
import java.util.Locale;

/** Draws charts as one SVG, two in a row. */
final class DashboardPicture {
  private static final int COLUMNS = 2;
  private static final int WIDTH = 480;
  private static final int HEIGHT = 210;
  private static final int LEFT = 62;
  private static final int RIGHT = 14;
  private static final int TOP = 34;
  private static final int BOTTOM = 56;
  private static final int GAP = 10;
  private static final int TICKS = 2;

  /** As many characters of a legend fit into a row. */
  private static final int LEGEND = 70;

  private static final List<String> COLORS =
      List.of(
          "#3274d9", "#d9463e", "#2f9e44", "#e8890c", "#8a4fc9", "#0c8599", "#c2255c", "#7a7a00");

  private final StringBuilder svg = new StringBuilder(65_536);

  private DashboardPicture() {}

  /** The picture with a title. */
  static String of(String title, List<Chart> charts) {
    DashboardPicture picture = new DashboardPicture();
    int rows = (charts.size() + COLUMNS - 1) / COLUMNS;
    picture.begin(title, COLUMNS * WIDTH, 30 + rows * HEIGHT);
    for (int i = 0; i < charts.size(); i++) {
      picture.chart(charts.get(i), i % COLUMNS * WIDTH, 30 + i / COLUMNS * HEIGHT);
    }
    return picture.svg.append("</svg>\n").toString();
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private void begin(String title, int width, int height) {
    add(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' width='%d'"
            + " font-family='sans-serif' font-size='11' fill='#333'>",
        width, height, width);
    add("<rect width='%d' height='%d' fill='#f4f5f5'/>", width, height);
    add("<text x='%d' y='20' font-size='13'>%s</text>", GAP, escaped(title));
  }

  private void chart(Chart chart, int x, int y) {
    double top = chart.top();
    add("<g transform='translate(%d %d)'>", x, y);
    add(
        "<rect x='4' y='2' width='%d' height='%d' rx='3' fill='#fff' stroke='#ddd'/>",
        WIDTH - 8, HEIGHT - 6);
    add("<text x='12' y='20' font-weight='bold'>%s</text>", escaped(chart.title()));
    for (int i = 0; i <= TICKS; i++) {
      double value = top * i / TICKS;
      double at = vertical(value, top);
      add("<path d='M%d %.1fH%d' stroke='#e5e5e5'/>", LEFT, at, WIDTH - RIGHT);
      add(
          "<text x='%d' y='%.1f' text-anchor='end'>%s</text>",
          LEFT - 5, at + 4, chart.label(value));
    }
    for (int i = 0; i <= TICKS; i++) {
      double time = chart.seconds() * i / TICKS;
      add(
          "<text x='%.1f' y='%d' text-anchor='%s'>%.0f s</text>",
          horizontal(time, chart), HEIGHT - BOTTOM + 14, i == TICKS ? "end" : "middle", time);
    }
    for (int i = 0; i < chart.lines().size(); i++) {
      line(chart, chart.lines().get(i), COLORS.get(i % COLORS.size()), top);
    }
    legend(chart.lines());
    add("</g>");
  }

  private void line(Chart chart, Line line, String color, double top) {
    StringBuilder path = new StringBuilder();
    for (Point point : line.points()) {
      path.append(
          String.format(
              Locale.ROOT,
              "%s%.1f %.1f",
              path.isEmpty() ? "M" : "L",
              horizontal(point.time(), chart),
              vertical(point.value(), top)));
    }
    add("<path d='%s' fill='none' stroke='%s' stroke-width='1.4'/>", path, color);
  }

  private static double horizontal(double time, Chart chart) {
    return LEFT + (WIDTH - LEFT - RIGHT) * time / chart.seconds();
  }

  private static double vertical(double value, double top) {
    double high = HEIGHT - TOP - BOTTOM;
    return TOP + high - high * value / top;
  }

  /** In two rows, for as many names as fit. */
  private void legend(List<Line> lines) {
    int column = 0;
    int row = 0;
    for (int i = 0; i < lines.size(); i++) {
      String name = lines.get(i).name();
      if (column > 0 && column + name.length() > LEGEND) {
        row++;
        column = 0;
      }
      if (row > 1) {
        return;
      }
      double x = 14 + column * 6.3;
      int y = HEIGHT - BOTTOM + 31 + row * 14;
      add(
          "<rect x='%.0f' y='%d' width='8' height='8' fill='%s'/>",
          x, y - 8, COLORS.get(i % COLORS.size()));
      add("<text x='%.0f' y='%d'>%s</text>", x + 11, y, escaped(name));
      column += name.length() + 4;
    }
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
