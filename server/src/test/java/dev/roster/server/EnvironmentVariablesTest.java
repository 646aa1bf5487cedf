package dev.roster.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.cli.Environment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every variable that a source or a document names is one that the command knows. */
class EnvironmentVariablesTest {
  private static final Pattern NAME = Pattern.compile("\\bROSTER_[A-Z0-9_]*[A-Z0-9]\\b");

  /** The files whose subject are wrong names. */
  private static final Set<String> ABOUT_MISTAKES =
      Set.of("InvalidArgumentsTest.java", "ConfigurationCommandTest.java", "Environment.java");

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @Test
  void everyNameIsKnown() throws IOException {
    SortedSet<String> named = new TreeSet<>();
    try (Stream<Path> files = Files.walk(ROOT)) {
      files.filter(EnvironmentVariablesTest::isRead).forEach(file -> named.addAll(names(file)));
    }

    assertThat(named).hasSizeGreaterThan(25);
    assertThat(Environment.known(Main.commandLine())).containsAll(named);
  }

  /** A name that no option and no script reads is of no use. */
  @Test
  void everyKnownNameIsDocumentedOrRead() throws IOException {
    SortedSet<String> named = new TreeSet<>();
    try (Stream<Path> files = Files.walk(ROOT)) {
      files
          .filter(EnvironmentVariablesTest::isRead)
          .filter(file -> !file.endsWith("EnvironmentVariablesTest.java"))
          .forEach(file -> named.addAll(names(file)));
    }

    assertThat(named).containsAll(Environment.known(Main.commandLine()));
  }

  private static boolean isRead(Path file) {
    String path = ROOT.relativize(file).toString();
    return Files.isRegularFile(file)
        && !path.matches("(.*/)?(target|node_modules|\\.git|\\.roster)/.*")
        && (path.equals("roster")
            || path.startsWith(".ci")
            || path.matches(".*\\.(java|md|js|json|ya?ml|xml|sh|html|env|service)"))
        && !ABOUT_MISTAKES.contains(file.getFileName().toString());
  }

  private static Set<String> names(Path file) {
    try {
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      return NAME.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
