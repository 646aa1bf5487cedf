package dev.roster.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Runs {@link RosterTestTest} in a JVM that has JUnit 5 and no JUnit 6, on the oldest Java that the
 * testkit supports if this machine has it.
 */
class JUnit5Test {
  @Test
  void theExtensionRunsWithJUnit5() throws Exception {
    String withoutJUnit6 =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.matches(".*[/\\\\](junit-|opentest4j|apiguardian|surefire).*"))
            .collect(Collectors.joining(File.pathSeparator));
    Process process =
        new ProcessBuilder(
                java().toString(),
                "-XX:TieredStopAtLevel=1",
                "-Droster.home=" + System.getProperty("roster.home"),
                "-cp",
                junit5() + File.pathSeparator + withoutJUnit6,
                "org.junit.platform.console.ConsoleLauncher",
                "execute",
                "--select-class=" + RosterTestTest.class.getName(),
                "--disable-ansi-colors")
            .redirectErrorStream(true)
            .start();

    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).contains("[        10 tests successful      ]");
    assertThat(output).contains("[         0 tests failed          ]");
  }

  private static Path java() throws IOException {
    Path systems = Path.of("/usr/lib/jvm");
    Path own = Path.of(System.getProperty("java.home"));
    try (Stream<Path> found = Files.isDirectory(systems) ? Files.list(systems) : Stream.of()) {
      return found.filter(JUnit5Test::isOldest).findFirst().orElse(own).resolve("bin/java");
    }
  }

  private static boolean isOldest(Path home) {
    Path release = home.resolve("release");
    try {
      return Files.isExecutable(home.resolve("bin/java"))
          && Files.isReadable(release)
          && Files.readString(release).contains("JAVA_VERSION=\"17.");
    } catch (IOException unreadable) {
      return false;
    }
  }

  private static Path junit5() throws IOException {
    try (Stream<Path> jars = Files.list(Path.of("target", "junit5"))) {
      return jars.filter(jar -> jar.getFileName().toString().contains("-1."))
          .findFirst()
          .orElseThrow();
    }
  }
}
