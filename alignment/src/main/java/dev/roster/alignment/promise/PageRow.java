package dev.roster.alignment.promise;

import java.util.ArrayList;
import java.util.List;

/**
 * A row of a table in a Markdown page.
 *
 * @param key the heading of the section and the first cell, without backticks
 */
record PageRow(String key, int line) {

  /**
   * The rows of all tables in some sections of a page, and in those below them.
   *
   * @param sections the headings of sections
   */
  static List<PageRow> of(List<String> lines, List<String> sections) {
    List<PageRow> rows = new ArrayList<>();
    String heading = "";
    int level = Integer.MAX_VALUE;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.matches("#+ .*")) {
        int depth = line.indexOf(' ');
        heading = line.substring(depth).strip();
        if (sections.contains(heading)) {
          level = depth;
        } else if (depth <= level) {
          level = Integer.MAX_VALUE;
        }
      } else if (level < Integer.MAX_VALUE && isRow(lines, i)) {
        String first = line.split("(?<!\\\\)\\|", -1)[1].replace("`", "").strip();
        rows.add(new PageRow(heading + ": " + first, i + 1));
      }
    }
    return rows;
  }

  private static boolean isRow(List<String> lines, int i) {
    return lines.get(i).startsWith("|")
        && !isRule(lines.get(i))
        && !(i + 1 < lines.size() && isRule(lines.get(i + 1)));
  }

  private static boolean isRule(String line) {
    return line.matches("\\|[ :|-]+\\|?\\s*");
  }
}
