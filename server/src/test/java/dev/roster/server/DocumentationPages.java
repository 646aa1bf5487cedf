package dev.roster.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pages of the repository that people read. */
final class DocumentationPages {
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** Pages for tools, or for the users of a folder that no reader of the documentation opens. */
  private static final Set<String> ELSEWHERE =
      Set.of(
          "build/openapi-templates/client/README.md", "server/src/test/resources/django/README.md");

  private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```(?:sh|console)\n(.*?)^ *```");
  private static final Pattern CONTINUED = Pattern.compile("\\\\\n\\s*");
  private static final Pattern COMMENT = Pattern.compile("(^|\\s+)# .*$");

  private DocumentationPages() {}

  static List<Path> all() {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .filter(file -> {
            String name = ROOT.relativize(file).toString();
            return !name.matches("(.*/)?(target|node_modules|\\.[^/]*)/.*")
                && !ELSEWHERE.contains(name);
          })
          .sorted()
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static String text(Path page) {
    try {
      return Files.readString(page);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The lines of the blocks for a shell, each whole and without its comment. */
  static List<String> shellLines(Path page) {
    List<String> lines = new ArrayList<>();
    for (MatchResult block : BLOCK.matcher(text(page)).results().toList()) {
      CONTINUED
          .matcher(block.group(1))
          .replaceAll(" ")
          .lines()
          .map(line -> COMMENT.matcher(line).replaceFirst("").strip())
          .filter(line -> !line.isEmpty())
          .forEach(lines::add);
    }
    return lines;
  }
}
