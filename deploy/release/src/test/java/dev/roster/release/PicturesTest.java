package dev.roster.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Pictures of the documentation that no test compares with the page any more. */
class PicturesTest {
  private static final Path ROOT = Path.of("..", "..");
  private static final Path SERVER = ROOT.resolve("server");
  private static final Path CONTRACT_TESTS = ROOT.resolve("contract-tests");

  private static List<String> namesIn(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.isDirectory(folder) ? Files.walk(folder) : Stream.of()) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(ending))
          .map(name -> name.substring(0, name.length() - ending.length()))
          .toList();
    }
  }

  /** The tests that take them compare them; this looks where all of them have run. */
  @Test
  void eachIsTakenInTheBuild() throws IOException {
    List<String> browserTests = namesIn(SERVER.resolve("src/test/java"), "BrowserTest.java");
    List<String> ran = namesIn(SERVER.resolve("target/surefire-reports"), "BrowserTest.xml");
    List<String> ofServer = namesIn(SERVER.resolve("target/screenshots"), ".png");
    List<String> ofReport = namesIn(CONTRACT_TESTS.resolve("target/screenshots"), ".png");
    assertThat(browserTests).hasSizeGreaterThan(3);
    assumeThat(ran).as("the tests in a browser that ran").hasSameSizeAs(browserTests);
    assumeThat(ofServer).as("there is a browser").isNotEmpty();

    List<String> documented =
        namesIn(ROOT.resolve("docs/screenshots"), ".png").stream()
            .filter(name -> !ofReport.isEmpty() || !name.startsWith("alignment"))
            .toList();

    assertThat(documented).hasSizeGreaterThan(15);
    assertThat(Stream.of(ofServer, ofReport).flatMap(List::stream).collect(Collectors.toSet()))
        .containsAll(documented);
  }
}
