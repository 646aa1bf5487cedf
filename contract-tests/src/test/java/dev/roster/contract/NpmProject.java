package dev.roster.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A copy of a folder with a package.json, below {@code target}, in which commands are run. */
public final class NpmProject {
  private static final int MINUTES = 10;

  private final Path folder;

  private NpmProject(Path folder) {
    this.folder = folder;
  }

  /** Copies the files of a folder of this module, and installs what its package.json names. */
  public static NpmProject install(Path source) throws IOException, InterruptedException {
    Path folder = Path.of("target").resolve(source);
    Files.createDirectories(folder);
    try (Stream<Path> files = Files.list(source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.write(folder.resolve(file.getFileName().toString()), Files.readAllBytes(file));
      }
    }
    NpmProject project = new NpmProject(folder);
    project.run("npm", "install", "--no-audit", "--no-fund", "--no-package-lock");
    return project;
  }

  /** Runs a command to its end, which must be a success, and returns its output. */
  public String run(String... command) throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "output-", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(List.of(command))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("PACT_DO_NOT_TRACK", "true");
    builder.environment().put("REDOCLY_TELEMETRY", "off");
    Process process = builder.start();
    try {
      boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
      String text = Files.readString(output);
      assertThat(ended && process.exitValue() == 0)
          .as(String.join(" ", command) + "\n" + text)
          .isTrue();
      return text;
    } finally {
      process.destroyForcibly();
      Files.delete(output);
    }
  }
}
