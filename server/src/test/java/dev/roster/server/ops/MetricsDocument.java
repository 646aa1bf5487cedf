package dev.roster.server.ops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The table of metrics in docs/monitoring.md. */
final class MetricsDocument {
  private static final Path DOCUMENT = Path.of("..", "docs", "monitoring.md");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `((?:roster|http_server)_[a-z_]+)`");

  private MetricsDocument() {}

  /** The names of Roster's own metrics. */
  static Set<String> names() throws IOException {
    return ROW.matcher(Files.readString(DOCUMENT))
        .results()
        .map(row -> row.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
