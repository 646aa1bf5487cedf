package dev.roster.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds Javadoc of main code and tests to its opening: a noun, or a verb in the third person. */
class JavadocTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern RIDDLE =
      Pattern.compile(
          "/\\*\\*[\\s*]*((?:What|Whether|Where|Who|How|Nobody|Somebody|Whoever|Lets|Tells)\\b.*)");

  @ParameterizedTest
  @CsvSource({"src/main/java, 400", "src/test/java, 300"})
  void javadocOpensWithANounOrAVerb(String folder, int fewest) throws IOException {
    List<Path> sources = sources(folder);

    assertThat(sources).hasSizeGreaterThan(fewest);
    assertThat(sources).flatExtracting(JavadocTest::riddles).isEmpty();
  }

  private static List<Path> sources(String folder) throws IOException {
    try (Stream<Path> modules = Files.list(ROOT)) {
      return modules
          .map(module -> module.resolve(folder))
          .filter(Files::isDirectory)
          .flatMap(JavadocTest::below)
          .toList();
    }
  }

  private static Stream<Path> below(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static List<String> riddles(Path file) {
    try {
      return RIDDLE
          .matcher(Files.readString(file))
          .results()
          .map(match -> file.getFileName() + ": " + match.group(1))
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
