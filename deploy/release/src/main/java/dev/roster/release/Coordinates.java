package dev.roster.release;

import java.nio.file.Path;

/**
 * The coordinates of an artifact in a Maven repository.
 *
 * @param groupId with points
 * @param artifactId of the artifact
 * @param version of the artifact
 */
record Coordinates(String groupId, String artifactId, String version) {
  /** Of a folder, as a path below the repository. */
  static Coordinates of(Path folder) {
    int names = folder.getNameCount();
    if (names < 3) {
      return new Coordinates("", "", "");
    }
    return new Coordinates(
        folder.subpath(0, names - 2).toString().replaceAll("[/\\\\]", "."),
        folder.getName(names - 2).toString(),
        folder.getName(names - 1).toString());
  }

  /** The begin of the names of all files. */
  String fileName() {
    return artifactId + "-" + version;
  }

  @Override
  public String toString() {
    return groupId + ":" + artifactId + ":" + version;
  }
}
