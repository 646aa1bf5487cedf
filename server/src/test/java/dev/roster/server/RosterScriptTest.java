package dev.roster.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code roster}, with a Java that prints its arguments. */
class RosterScriptTest {
  @TempDir Path folder;

  private Path java() throws IOException {
    Path home = Files.createDirectories(folder.resolve("jdk"));
    Path program = Files.createDirectory(home.resolve("bin")).resolve("java");
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
    Files.writeString(program, "#!/bin/sh\necho \"java $*\"\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return home;
  }

  @Test
  void itRunsWithoutAHome() throws Exception {
    Path script = Files.copy(Path.of("..", "roster"), folder.resolve("roster"));
    Files.createFile(
        Files.createDirectories(folder.resolve("server/target/app")).resolve("roster-app.jar"));
    ProcessBuilder builder =
        new ProcessBuilder("bash", script.toString(), "version").redirectErrorStream(true);
    builder.environment().remove("HOME");
    builder.environment().put("ROSTER_JAVA_HOME", java().toString());

    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(printed).isZero();
    assertThat(printed).startsWith("java ").contains("version");
  }
}
