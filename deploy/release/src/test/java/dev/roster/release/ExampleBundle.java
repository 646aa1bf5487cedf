package dev.roster.release;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A small bundle that keeps all rules: a BOM and one library. */
final class ExampleBundle {
  static final String VERSION = "1.2.3";

  private static final String METADATA =
      """
        <name>Roster: an example</name>
        <description>An example.</description>
        <url>https://roster.dev</url><!-- home -->
        <licenses><license><name>Apache-2.0</name><url>https://www.apache.org/licenses/LICENSE-2.0.txt</url></license></licenses>
        <developers><developer><name>The Roster maintainers</name></developer></developers>
        <scm>
          <connection>scm:git:https://roster.dev</connection>
          <developerConnection>scm:git:https://roster.dev</developerConnection>
          <url>https://roster.dev</url><!-- code -->
        </scm>
      """;

  private final Path root;

  ExampleBundle(Path root) throws IOException {
    this.root = root;
    Path client = Files.createDirectories(folder("roster-client"));
    Files.writeString(
        client.resolve("roster-client-1.2.3.pom"),
        pom(
            "roster-client",
            "jar",
            """
              <dependencies>
                <dependency><groupId>com.fasterxml.jackson.core</groupId><artifactId>jackson-databind</artifactId><version>2.22.4</version><scope>compile</scope></dependency>
              </dependencies>
            """));
    jar(client.resolve("roster-client-1.2.3.jar"), "META-INF/MANIFEST.MF", "a/A.class");
    jar(client.resolve("roster-client-1.2.3-sources.jar"), "META-INF/MANIFEST.MF", "a/A.java");
    jar(client.resolve("roster-client-1.2.3-javadoc.jar"), "META-INF/MANIFEST.MF", "index.html");
    Files.writeString(
        client.resolve("roster-client-1.2.3-cyclonedx.json"),
        """
        {"bomFormat": "CycloneDX", "metadata": {"component":
          {"group": "dev.roster", "name": "roster-client", "version": "1.2.3"}}}
        """);
    Path bom = Files.createDirectories(folder("roster-bom"));
    Files.writeString(
        bom.resolve("roster-bom-1.2.3.pom"),
        pom(
            "roster-bom",
            "pom",
            """
              <dependencyManagement><dependencies>
                <dependency><groupId>dev.roster</groupId><artifactId>roster-client</artifactId><version>1.2.3</version></dependency>
              </dependencies></dependencyManagement>
            """));
    for (Path artifact : files()) {
      Files.writeString(artifact.resolveSibling(artifact.getFileName() + ".asc"), "signed");
      checksums(artifact);
    }
  }

  Path root() {
    return root;
  }

  Path folder(String artifactId) {
    return root.resolve("dev/roster").resolve(artifactId).resolve(VERSION);
  }

  /** A file of the library. */
  Path client(String end) {
    return folder("roster-client").resolve("roster-client-1.2.3" + end);
  }

  Path bom() {
    return folder("roster-bom").resolve("roster-bom-1.2.3.pom");
  }

  /** Changes a text in a file, and its checksums with it. */
  void replace(Path file, String old, String by) throws IOException {
    String text = Files.readString(file);
    if (!text.contains(old)) {
      throw new IllegalArgumentException(file + " has no " + old);
    }
    Files.writeString(file, text.replace(old, by));
    checksums(file);
  }

  /** Replaces a jar by one with these entries. */
  void pack(Path file, String... entries) throws IOException {
    jar(file, entries);
    checksums(file);
  }

  /** Removes a file with its checksums and its signature. */
  void remove(Path artifact) throws IOException {
    for (Path each : files()) {
      if (each.toString().startsWith(artifact.toString())) {
        Files.delete(each);
      }
    }
  }

  /** Adds a file with its checksums and its signature. */
  void add(Path artifact) throws IOException {
    Files.createDirectories(artifact.getParent());
    Files.writeString(artifact, "an artifact");
    Files.writeString(artifact.resolveSibling(artifact.getFileName() + ".asc"), "signed");
    checksums(artifact);
  }

  List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private static void checksums(Path artifact) throws IOException {
    for (Checksum each : Checksum.values()) {
      Files.writeString(
          artifact.resolveSibling(artifact.getFileName() + each.suffix()), each.of(artifact));
    }
  }

  private static String pom(String artifactId, String packaging, String rest) {
    return """
    <project xmlns="http://maven.apache.org/POM/4.0.0">
      <modelVersion>4.0.0</modelVersion>
      <groupId>dev.roster</groupId>
      <artifactId>%s</artifactId>
      <version>1.2.3</version>
      <packaging>%s</packaging>
    %s%s</project>
    """
        .formatted(artifactId, packaging, METADATA, rest);
  }

  private static void jar(Path file, String... entries) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String each : entries) {
        zip.putNextEntry(new ZipEntry(each));
        zip.closeEntry();
      }
    }
  }
}
