package dev.roster.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.testing.ProgramStart;
import dev.roster.server.testing.TestDatabase;
import dev.roster.server.testing.Waiting;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The AOT cache as the script uses it, on a program that the training of the build has run on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AotCacheTest {
  private static final String WARNING =
      "Roster starts slowly, since its AOT cache does not fit this Java, its options or the"
          + " program; see docs/performance/start.md.\n";

  /** In the header of the cache, to be compared with that of the JVM. */
  private static final byte[] BUILD_OF_JAVA =
      System.getProperty("java.vm.version").getBytes(StandardCharsets.US_ASCII);

  private Path script;
  private Path jar;
  private Path cache;
  private byte[] whole;
  private FileTime time;

  private record Said(int exitCode, String out, String err) {}

  @BeforeAll
  void train(@TempDir Path home) throws Exception {
    script = Files.copy(Path.of("..", "roster"), home.toRealPath().resolve("roster"));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    Path options = script.resolveSibling("server/src/main/app/java.options");
    Files.createDirectories(options.getParent());
    Files.copy(Path.of("src/main/app/java.options"), options);
    Path app = Files.createDirectories(script.resolveSibling("server/target/app"));
    jar = app.resolve("roster-app.jar");
    write(jar);
    cache = app.resolve("roster.aot");
    Path said = home.resolve("training.txt");
    Process training =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "../build/TrainAotCache.java",
                app.toString(),
                options.toString(),
                "1")
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();

    assertThat(training.waitFor()).isZero();
    assertThat(cache).as(Files.readString(said)).exists();
    whole = Files.readAllBytes(cache);
    time = Files.getLastModifiedTime(jar);
  }

  /** A jar without classes beside the class path of the tests, as the build makes it. */
  private static void write(Path jar) throws IOException {
    List<String> names = new ArrayList<>();
    Path libraries = Files.createDirectories(jar.resolveSibling("lib"));
    for (String entry : ProgramStart.classPath().split(File.pathSeparator)) {
      String name = "lib/" + names.size() + ".jar";
      Files.createSymbolicLink(libraries.resolve(names.size() + ".jar"), Path.of(entry));
      names.add(name);
    }
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "dev.roster.server.Main");
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, String.join(" ", names));
    manifest.getMainAttributes().putValue("Enable-Native-Access", "ALL-UNNAMED");
    try (OutputStream out = Files.newOutputStream(jar)) {
      new JarOutputStream(out, manifest).close();
    }
  }

  @AfterEach
  void restore() throws IOException {
    Files.write(cache, whole);
    Files.setLastModifiedTime(jar, time);
  }

  private ProcessBuilder command(String options, String... arguments) {
    return command(script, options, arguments);
  }

  private static ProcessBuilder command(Path script, String options, String... arguments) {
    List<String> line = new ArrayList<>(List.of("bash", script.toString()));
    line.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().keySet().removeIf(name -> name.startsWith("ROSTER_"));
    builder.environment().put("ROSTER_JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("ROSTER_JAVA_OPTS", options);
    return builder;
  }

  private Said version(String options) throws Exception {
    Path err = Files.createTempFile(script.getParent(), "err", ".txt");
    Process process = command(options, "version").redirectError(err.toFile()).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Said(process.waitFor(), out, Files.readString(err));
  }

  private void assertFallsBack(String options) throws Exception {
    Said said = version(options);

    assertThat(said.err()).isEqualTo(WARNING);
    assertThat(said.out()).startsWith("roster ").hasLineCount(2);
    assertThat(said.exitCode()).isZero();
  }

  /** Reports whether the classes of the program came from the cache. */
  private boolean isUsed(String options) throws Exception {
    Path classes = Files.createTempFile(script.getParent(), "classes", ".txt");
    Said said = version(options + " -Xlog:class+load:file=" + classes);

    assertThat(said.err()).isEmpty();
    assertThat(said.out()).startsWith("roster ").hasLineCount(2);
    return Files.readString(classes).contains("dev.roster.server.Main source: shared objects file");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-Xmx64m", "-XX:TieredStopAtLevel=1", "-Dname=value", "-Xss512k -Xmx200m"})
  void theCacheIsUsed(String options) throws Exception {
    assertThat(isUsed(options)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-XX:AOTMode=off", "-Xshare:off"})
  void whoChoosesAnotherCacheOrNoneIsNotWarned(String options) throws Exception {
    assertThat(isUsed(options)).isFalse();
  }

  @Test
  void withoutACacheNothingIsSaid() throws Exception {
    Files.delete(cache);

    assertThat(isUsed("")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-XX:-UseCompactObjectHeaders", "-XX:-UseSerialGC -XX:+UseZGC"})
  void theCacheFitsNoOtherLayoutOfObjects(String options) throws Exception {
    assertFallsBack(options);
  }

  @Test
  void theCacheFitsNoOtherJar() throws Exception {
    Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(60)));

    assertFallsBack("");
  }

  @Test
  void theCacheFitsNoOtherBuildOfJava() throws Exception {
    int at = indexOf(BUILD_OF_JAVA);
    try (RandomAccessFile file = new RandomAccessFile(cache.toFile(), "rw")) {
      file.seek(at);
      file.write('x');
    }

    assertFallsBack("");
  }

  @Test
  void aCacheThatWasCutOffIsNotUsed() throws Exception {
    Files.write(cache, Arrays.copyOf(whole, whole.length / 2));

    assertFallsBack("");
  }

  private int indexOf(byte[] text) {
    for (int i = 0; i < whole.length - text.length; i++) {
      if (Arrays.equals(whole, i, i + text.length, text, 0, text.length)) {
        return i;
      }
    }
    throw new AssertionError("the header has changed");
  }

  @Test
  void aServerServesWithoutTheCache() throws Exception {
    Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(60)));

    assertThat(served(script)).startsWith(WARNING).contains("Roster is up.");
  }

  /**
   * As a tarball is used: the cache knows the place where the program was built, and there is
   * nothing any more. Java ends at its start then if two classes of a sealed jar are in the cache.
   */
  @Test
  void aCopyElsewhereServesWithTheCache(@TempDir Path elsewhere) throws Exception {
    Path copy = elsewhere.toRealPath().resolve("copy");
    Process copying =
        new ProcessBuilder("cp", "-Rp", script.getParent().toString(), copy.toString()).start();
    assertThat(copying.waitFor()).isZero();
    Path original = script.resolveSibling("server");
    Path away = Files.move(original, script.resolveSibling("away"));

    try {
      assertThat(served(copy.resolve("roster"))).doesNotContain(WARNING).contains("Roster is up.");
    } finally {
      Files.move(away, original);
    }
  }

  /** The output of a server that was started and stopped. */
  private static String served(Path script) throws Exception {
    Path output = Files.createTempFile(script.getParent(), "serve", ".txt");
    Process server =
        command(
                script,
                "",
                "serve",
                "--port=0",
                "--no-demo",
                "--database-url=" + TestDatabase.fresh().jdbcUrl())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      Waiting.until(
          Duration.ofSeconds(90),
          () -> !server.isAlive() || read(output).contains("Ctrl-C stops it."));
    } finally {
      server.destroy();
    }

    assertThat(server.waitFor()).as(read(output)).isZero();
    return read(output);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }
}
