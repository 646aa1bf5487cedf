package dev.roster.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The projects that prove the testkit, which are not run here. */
class ProofProjectsTest {
  private static final Path PROJECTS = Path.of("src", "it");

  private static List<String> projects() throws IOException {
    try (Stream<Path> files = Files.list(PROJECTS)) {
      return files.filter(Files::isDirectory).map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void eachProjectIsRunAndDescribed() throws Exception {
    Process help =
        new ProcessBuilder("bash", PROJECTS.resolve("run").toString(), "--help")
            .redirectErrorStream(true)
            .start();
    String usage = new String(help.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String readme = Files.readString(Path.of("README.md"));

    assertThat(help.waitFor()).as(usage).isZero();
    assertThat(projects())
        .hasSize(3)
        .allSatisfy(project -> {
          assertThat(usage).contains("\n  " + project + " ");
          assertThat(readme).contains("\n| `" + project + "` | ");
        });
  }

  @Test
  void eachProjectHasTheArtifactsOfThisVersion() throws Exception {
    Pattern version = Pattern.compile("<artifactId>roster</artifactId>\\s+<version>(.+)</version>");
    String own =
        version
            .matcher(Files.readString(Path.of("pom.xml")))
            .results()
            .findFirst()
            .orElseThrow()
            .group(1);

    for (String project : projects()) {
      assertThat(Files.readString(PROJECTS.resolve(project).resolve("pom.xml")))
          .as(project)
          .containsPattern("<artifactId>roster-testkit</artifactId>\\s+<version>" + own + "<")
          .containsPattern(
              "<artifactId>roster-testkit-server</artifactId>\\s+<version>" + own + "<");
    }
  }
}
