package dev.roster.benchmarks.report;

import java.util.Locale;

/** A picture that is readable on light and dark ground, with a title and a description. */
final class SvgDocument {
  private static final String STYLE =
      """
      <style>
        text { font: 12px system-ui, sans-serif; fill: #1f2328; }
        .small { font-size: 10px; }
        .frame { font-size: 10px; fill: #1f2328; }
        .strong { font-weight: 600; }
        .line { stroke: #59636e; stroke-width: 1; fill: none; }
        .faint { stroke: #d1d9e0; stroke-width: 1; fill: none; }
        .a { fill: #0969da; } .b { fill: #bf8700; } .c { fill: #8250df; }
        .curve-a { stroke: #0969da; stroke-width: 2; fill: none; }
        .curve-b { stroke: #bf8700; stroke-width: 2; fill: none; }
        @media (prefers-color-scheme: dark) {
          text { fill: #e6edf3; }
          .frame { fill: #1f2328; }
          .line { stroke: #9198a1; }
          .faint { stroke: #3d444d; }
          .a { fill: #4493f8; } .b { fill: #d29922; } .c { fill: #ab7df8; }
          .curve-a { stroke: #4493f8; }
          .curve-b { stroke: #d29922; }
        }
      </style>
      """;

  private final StringBuilder body = new StringBuilder();
  private final String title;
  private final String description;

  SvgDocument(String title, String description) {
    this.title = title;
    this.description = description;
  }

  /** Adds text. */
  void text(double x, double y, String style, String anchor, String text) {
    add(
        "<text x='%.1f' y='%.1f' class='%s' text-anchor='%s'>%s</text>",
        x, y, style, anchor, escape(text));
  }

  /** Adds a filled rectangle with a text that shows when it is pointed at. */
  void bar(double x, double y, double width, double height, String style, String tip) {
    add(
        "<rect x='%.1f' y='%.1f' width='%.1f' height='%.1f' class='%s'><title>%s</title></rect>",
        x, y, width, height, style, escape(tip));
  }

  /** Adds a straight line. */
  void line(double x1, double y1, double x2, double y2, String style) {
    add("<line x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f' class='%s'/>", x1, y1, x2, y2, style);
  }

  /** Adds a line through points, which are written as {@code x,y x,y}. */
  void curve(String points, String style) {
    add("<polyline points='%s' class='%s'/>", points, style);
  }

  /** Adds an element that is written out. */
  void add(String format, Object... values) {
    body.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  /** The picture in its final size. */
  String render(int width, int height) {
    return """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-labelledby="title desc">
    <title id="title">%s</title>
    <desc id="desc">%s</desc>
    %s%s</svg>
    """
        .formatted(width, height, width, height, escape(title), escape(description), STYLE, body);
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("'", "&#39;")
        .replace("\"", "&quot;");
  }
}
