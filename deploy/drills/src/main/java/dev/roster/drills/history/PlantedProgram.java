package dev.roster.drills.history;

import dev.roster.drills.cluster.Commands;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A copy of the built program with one fault, in the layout of the tarball: the command {@code
 * roster} runs what is beside it.
 */
final class PlantedProgram implements AutoCloseable {
  private final Path folder;

  private PlantedProgram(Path folder) {
    this.folder = folder;
  }

  /**
   * Compiles the changed source against the built program.
   *
   * @param home the folder of the sources, where the program was built
   */
  static PlantedProgram make(Path home, PlantedFault fault) throws IOException {
    PlantedProgram made = new PlantedProgram(Files.createTempDirectory("planted"));
    Path app = home.resolve("server/target/app");
    Files.copy(
        home.resolve("roster"), made.home().resolve("roster"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.copy(
        home.resolve("server/src/main/app/java.options"), made.home().resolve("java.options"));
    Files.createSymbolicLink(made.home().resolve("lib"), app.resolve("lib").toAbsolutePath());
    Files.copy(app.resolve("roster-app.jar"), made.jar());
    made.plant(home, fault);
    return made;
  }

  /** The folder with the command. */
  Path home() {
    return folder;
  }

  Path jar() {
    return folder.resolve("roster-app.jar");
  }

  private void plant(Path home, PlantedFault fault) throws IOException {
    Path classes =
        new Compilation(home.resolve("server/target/app"))
            .compile(folder, fault.file(), fault.source(home));
    try (FileSystem jar = FileSystems.newFileSystem(jar(), Map.of());
        Stream<Path> compiled = Files.walk(classes)) {
      for (Path each : compiled.filter(Files::isRegularFile).toList()) {
        Files.copy(
            each,
            jar.getPath(classes.relativize(each).toString()),
            StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  @Override
  public void close() {
    Commands.run("rm", "-rf", folder.toString());
  }
}
