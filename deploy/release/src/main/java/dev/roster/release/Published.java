package dev.roster.release;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What is published: the module {@code bom} and the modules that it lists.
 *
 * @param groupId of all of them
 * @param version of all of them
 * @param modules one for each artifact
 */
record Published(String groupId, String version, List<Module> modules) {
  private static final String PREFIX = "roster-";

  /**
   * A published module.
   *
   * @param artifactId {@code roster-} and the name of the folder
   * @param folder where the module is built
   */
  record Module(String artifactId, Path folder) {
    Path target() {
      return folder.resolve("target");
    }
  }

  /** Reads the list from the sources in a folder. */
  static Published of(Path root) throws IOException {
    Pom bom = Pom.read(root.resolve("bom/pom.xml"));
    List<Module> modules = new ArrayList<>();
    modules.add(module(root, bom.text("artifactId")));
    for (Pom.Dependency managed : bom.managed()) {
      modules.add(module(root, managed.artifactId()));
    }
    return new Published(
        bom.text("parent/groupId"), bom.text("parent/version"), List.copyOf(modules));
  }

  private static Module module(Path root, String artifactId) {
    if (!artifactId.startsWith(PREFIX)) {
      throw new IllegalArgumentException(
          "The name of a published artifact begins with "
              + PREFIX
              + ", "
              + artifactId
              + " does not");
    }
    return new Module(artifactId, root.resolve(artifactId.substring(PREFIX.length())));
  }
}
