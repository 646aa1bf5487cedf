package dev.roster.stubs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Hands in what became of the comparison of surfaces to the alignment report (docs/alignment.md has
 * the format). Written without a library, since this module has none for JSON.
 */
final class SurfaceCheck {
  static final Path FOLDER = Path.of("target", "alignment", "checks");
  private static final String WHOLE_DOCUMENT = "*";

  private final String document;
  private final List<String> text;
  private final Instant began = Instant.now();

  SurfaceCheck(String document) throws IOException {
    this.document = document;
    this.text = Files.readAllLines(Path.of("..", "specs", document + ".yaml"));
  }

  void write(Path folder, String committed, String generated) throws IOException {
    Map<String, String> left = blocks(committed);
    Map<String, String> right = blocks(generated);
    TreeSet<String> keys = new TreeSet<>(left.keySet());
    keys.addAll(right.keySet());
    List<String> results = new ArrayList<>();
    for (String key : keys) {
      results.add(result(key, left.getOrDefault(key, ""), right.getOrDefault(key, "")));
    }
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("compile-" + document + ".json"),
        """
        {"check": "compile", "tool": "SurfaceTest", "ranAt": "%s", "seconds": %s, "results": [
        %s
        ]}
        """
            .formatted(
                began.truncatedTo(ChronoUnit.MILLIS),
                Duration.between(began, Instant.now()).toMillis() / 1000.0,
                String.join(",\n", results)));
  }

  /** The operations by their ids, and all records under the name of the whole document. */
  private static Map<String, String> blocks(String surface) {
    Map<String, String> blocks = new LinkedHashMap<>();
    String key = WHOLE_DOCUMENT;
    for (String line : surface.lines().filter(each -> !each.startsWith("#")).toList()) {
      if (line.matches("[A-Z]+ /.*")) {
        key = line.split(" ")[2];
      } else if (!line.startsWith(" ")) {
        key = WHOLE_DOCUMENT;
      }
      blocks.merge(key, line + "\n", String::concat);
    }
    return blocks;
  }

  private String result(String operation, String committed, String generated) {
    boolean same = committed.equals(generated);
    String difference =
        """
        {"what": "the surface of the generated code", \
        "left": {"label": "reviewed surface", "text": %s, "line": 0}, \
        "right": {"label": "generated from the document", "text": %s, "line": %d}}\
        """
            .formatted(
                quoted(only(committed, generated)),
                quoted(only(generated, committed)),
                line(operation, committed, generated));
    return """
    {"document": "%s", "operation": "%s", "status": "%s", "checks": 1, "differences": [%s]}\
    """
        .formatted(document, operation, same ? "green" : "red", same ? "" : difference);
  }

  /** The line of the operation, or of the first schema whose record differs; 1 if none is found. */
  private int line(String operation, String committed, String generated) {
    String wanted =
        operation.equals(WHOLE_DOCUMENT)
            ? firstRecord(committed.lines().toList(), generated.lines().toList()) + ":"
            : "operationId: " + operation;
    for (int i = 0; i < text.size(); i++) {
      if (text.get(i).strip().equals(wanted)) {
        return i + 1;
      }
    }
    return 1;
  }

  /** The name of the first generated record that differs; its members are indented below it. */
  private static String firstRecord(List<String> committed, List<String> generated) {
    String name = "";
    for (int i = 0; i < generated.size(); i++) {
      String line = generated.get(i);
      name = line.startsWith(" ") ? name : line;
      if (i >= committed.size() || !line.equals(committed.get(i))) {
        return name;
      }
    }
    return name;
  }

  /** The lines that only the first has. */
  private static String only(String text, String other) {
    List<String> known = other.lines().toList();
    List<String> own = text.lines().filter(line -> !known.contains(line)).toList();
    return own.isEmpty() ? "(nothing)" : String.join("\n", own);
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
