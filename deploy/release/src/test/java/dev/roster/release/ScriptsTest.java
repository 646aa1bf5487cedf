package dev.roster.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts of a release, as far as they build nothing. */
class ScriptsTest {
  private static final Path DEPLOY = Path.of("..").toAbsolutePath().normalize();

  @TempDir private Path folder;

  private record Said(int exitCode, String output) {}

  private static Said run(Path script, String... arguments) throws Exception {
    List<String> line = new ArrayList<>(List.of("bash", script.toString()));
    line.addAll(List.of(arguments));
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Said(process.waitFor(), output);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "release/rehearse",
        "release/reproduce",
        "release/notes",
        "release/dependencies",
        "tarball/build",
        "tarball/check"
      })
  void eachSaysHowItIsUsed(String script) throws Exception {
    Said help = run(DEPLOY.resolve(script), "--help");
    Said wrong = run(DEPLOY.resolve(script), "--wrong");

    assertThat(help.exitCode()).isZero();
    assertThat(help.output()).startsWith("deploy/" + script);
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.output()).startsWith("deploy/" + script);
  }

  private Path notesOf(String changelog) throws IOException {
    Files.writeString(folder.resolve("CHANGELOG.md"), changelog);
    Path script = Files.createDirectories(folder.resolve("deploy/release")).resolve("notes");
    return Files.copy(DEPLOY.resolve("release/notes"), script);
  }

  @Test
  void theNotesOfAVersionAreItsSection() throws Exception {
    Path notes =
        notesOf(
            """
            # Changelog

            ## [Unreleased]

            ## [0.1.10] - 2026-12-02

            Ten.

            ## [0.1.1] - 2026-12-01

            ### Fixed

            - One.

            ## [0.1.0] - 2026-11-30

            Zero.
            """);

    assertThat(run(notes, "0.1.1")).isEqualTo(new Said(0, "### Fixed\n\n- One.\n"));
    assertThat(run(notes)).isEqualTo(new Said(1, "CHANGELOG.md has no notes of Unreleased.\n"));
    assertThat(run(notes, "0.1")).isEqualTo(new Said(1, "CHANGELOG.md has no notes of 0.1.\n"));
  }

  @Test
  void theChangelogHasNotesOfTheNextVersion() throws Exception {
    Said notes = run(DEPLOY.resolve("release/notes"));

    assertThat(notes.exitCode()).isZero();
    assertThat(notes.output()).startsWith("### ").doesNotContain("\n## ");
  }
}
