package dev.roster.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The folders of screenshots: those of a test run, and those of the documentation. Each picture
 * carries a description of what is drawn in it, so that one of the documentation that is old is
 * found on a machine with other fonts and another browser, too.
 */
final class Screenshots {
  private static final PngText DRAWN = new PngText("Drawn");

  private final Path ofThisRun;
  private final Path ofTheDocumentation;
  private final boolean update;

  /**
   * @param update replaces a picture of the documentation instead of comparing it
   */
  Screenshots(Path ofThisRun, Path ofTheDocumentation, boolean update) {
    this.ofThisRun = ofThisRun;
    this.ofTheDocumentation = ofTheDocumentation;
    this.update = update;
  }

  /** Those of the module whose tests run; {@code -Dscreenshots.update=true} replaces old ones. */
  static Screenshots ofModule() {
    return new Screenshots(
        Path.of("target", "screenshots"),
        Path.of("..", "docs", "screenshots"),
        Boolean.getBoolean("screenshots.update"));
  }

  /**
   * Keeps a picture, and requires that the one of the documentation, if there is one of this name,
   * shows the same.
   *
   * @param drawn a {@linkplain Drawing description} of the picture
   */
  void keep(String name, byte[] png, String drawn) throws IOException {
    byte[] described = DRAWN.in(png, drawn);
    Files.write(Files.createDirectories(ofThisRun).resolve(name + ".png"), described);
    Path documentation = ofTheDocumentation.resolve(name + ".png");
    if (Files.exists(documentation)) {
      if (update) {
        Files.write(documentation, described);
      } else {
        requireSame(name, DRAWN.of(Files.readAllBytes(documentation)), drawn);
      }
    }
  }

  private static void requireSame(String name, Optional<String> documented, String drawn) {
    if (!documented.equals(Optional.of(drawn))) {
      throw new AssertionError(
          "docs/screenshots/%s.png is old%s: look at target/screenshots/%s.png, and if it is right run this test with -Dscreenshots.update=true"
              .formatted(
                  name,
                  documented
                      .map(text -> firstDifference(text.lines().toList(), drawn.lines().toList()))
                      .orElse(""),
                  name));
    }
  }

  private static String firstDifference(List<String> old, List<String> now) {
    int line = 0;
    while (line < old.size() && line < now.size() && old.get(line).equals(now.get(line))) {
      line++;
    }
    return ". It shows %s, and the page now %s".formatted(at(old, line), at(now, line));
  }

  private static String at(List<String> lines, int line) {
    return line < lines.size() ? "'" + lines.get(line).strip() + "'" : "no more";
  }
}
