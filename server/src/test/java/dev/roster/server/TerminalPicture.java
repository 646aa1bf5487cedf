package dev.roster.server;

import java.util.ArrayList;
import java.util.List;

/** A terminal with what was typed and printed, as SVG whose text can be read and copied. */
final class TerminalPicture {
  private static final int COLUMNS = 104;
  private static final int LINE = 20;
  private static final int MARGIN = 18;

  private final String description;
  private final List<String> lines = new ArrayList<>();

  /**
   * @param description for those who do not see it
   */
  TerminalPicture(String description) {
    this.description = description;
  }

  void typed(String command) {
    command.lines().forEach(line -> lines.add(span("typed", line)));
  }

  /** Adds output, of which long lines are cut. */
  void printed(String output) {
    output
        .lines()
        .map(line -> line.length() <= COLUMNS ? line : line.substring(0, COLUMNS - 1) + "…")
        .forEach(line -> lines.add(span("printed", line)));
  }

  private static String span(String style, String line) {
    String escaped = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    return "<tspan class=\"" + style + "\">" + escaped + "</tspan>";
  }

  String svg() {
    StringBuilder text = new StringBuilder();
    int y = 52;
    for (String line : lines) {
      text.append(
          "<text x=\"%d\" y=\"%d\" xml:space=\"preserve\">%s</text>\n".formatted(MARGIN, y, line));
      y += LINE;
    }
    return """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" role="img">
    <title>%3$s</title>
    <style>
    text { font: 13.5px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
    .typed { fill: #ffffff; font-weight: 600; }
    .printed { fill: #b9c4d6; }
    </style>
    <rect width="%1$d" height="%2$d" rx="8" fill="#0e1219"/>
    <circle cx="22" cy="20" r="6" fill="#ff5f57"/><circle cx="42" cy="20" r="6" fill="#febc2e"/><circle cx="62" cy="20" r="6" fill="#28c840"/>
    %4$s</svg>
    """
        .formatted(COLUMNS * 8 + 2 * MARGIN + 24, y, description, text);
  }
}
