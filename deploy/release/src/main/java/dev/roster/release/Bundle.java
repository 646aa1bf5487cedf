package dev.roster.release;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Lays out what Maven has built of the published modules as a Maven repository, with checksums, as
 * Central takes it: a folder and the same as a zip.
 */
final class Bundle {
  /** The same for all, so that the zip of the same files is the same. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private static final String SIGNATURE = ".asc";

  private final Published published;
  private final Path folder;

  private Bundle(Published published, Path folder) {
    this.published = published;
    this.folder = folder;
  }

  /** Makes the folder and the zip beside it anew. */
  static Published make(Path root, Path folder) throws IOException {
    Published published = Published.of(root);
    Bundle bundle = new Bundle(published, folder);
    delete(folder);
    for (Published.Module module : published.modules()) {
      bundle.add(module);
    }
    bundle.zip();
    return published;
  }

  private void add(Published.Module module) throws IOException {
    String name = module.artifactId() + "-" + published.version();
    Path to =
        Files.createDirectories(
            folder
                .resolve(published.groupId().replace('.', '/'))
                .resolve(module.artifactId())
                .resolve(published.version()));
    Path pom = module.target().resolve("flattened-pom.xml");
    if (!Files.exists(pom)) {
      throw new IOException(pom + " is missing: build with mvn -Prelease verify");
    }
    copy(pom, module.target(), to.resolve(name + ".pom"));
    for (Path file : files(module.target())) {
      String fileName = file.getFileName().toString();
      if (fileName.matches("\\Q" + name + "\\E(-[a-z]+)?\\.(jar|json|zip)")) {
        copy(file, module.target(), to.resolve(fileName));
      }
    }
  }

  /**
   * Copies an artifact and its signature, if it was signed, and writes the checksums of the
   * artifact.
   */
  private static void copy(Path artifact, Path signatures, Path to) throws IOException {
    Files.copy(artifact, to);
    Path signature = signatures.resolve(to.getFileName() + SIGNATURE);
    if (Files.exists(signature)) {
      Files.copy(signature, to.resolveSibling(to.getFileName() + SIGNATURE));
    }
    for (Checksum checksum : Checksum.values()) {
      Files.writeString(
          to.resolveSibling(to.getFileName() + checksum.suffix()), checksum.of(artifact));
    }
  }

  private void zip() throws IOException {
    Path made = folder.resolveSibling(folder.getFileName() + ".zip.part");
    try (OutputStream out = Files.newOutputStream(made);
        ZipOutputStream zip = new ZipOutputStream(out);
        Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        ZipEntry entry = new ZipEntry(folder.relativize(file).toString().replace('\\', '/'));
        entry.setTimeLocal(TIME);
        zip.putNextEntry(entry);
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
    Files.move(
        made,
        folder.resolveSibling(folder.getFileName() + ".zip"),
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
