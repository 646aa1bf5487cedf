package dev.roster.server.testing;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The start of the program in a JVM of its own: from jars and with an AOT cache, as a packaged
 * program would, which takes two thirds of the time. Both are made once and kept in {@code
 * target/program} for the JVMs of all tests, as long as the class path is the same.
 */
public final class ProgramStart {
  private static final String MAIN = "dev.roster.server.Main";

  /** Options that have to be the same whenever the cache is used. */
  private static final List<String> QUICK =
      List.of("-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "--enable-native-access=ALL-UNNAMED");

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private ProgramStart() {}

  /** The class path and the cache that belongs to it. */
  private record Prepared(String classPath, Path cache) {
    private static final Prepared ONCE = prepare();
  }

  /** The program and its options, to be followed by the arguments of the command. */
  public static List<String> commandLine(List<String> jvm) {
    List<String> line = new ArrayList<>(List.of(java()));
    line.addAll(options());
    line.addAll(jvm);
    line.addAll(List.of("-cp", classPath(), MAIN));
    return line;
  }

  /** The same for a shell, which finds the class path in {@code CLASSPATH}. */
  public static String inShell() {
    List<String> line = new ArrayList<>(List.of(java()));
    line.addAll(options());
    line.add(MAIN);
    return String.join(" ", line);
  }

  /** The same without the libraries whose file name contains the text, and without the cache. */
  public static List<String> commandLineWithout(String library, List<String> jvm) {
    List<String> line = new ArrayList<>(List.of(java()));
    line.addAll(QUICK);
    line.addAll(jvm);
    line.addAll(
        List.of(
            "-cp",
            String.join(
                File.pathSeparator,
                Stream.of(classPath().split(File.pathSeparator))
                    .filter(entry -> !entry.contains(library))
                    .toList()),
            MAIN));
    return line;
  }

  /** The class path of the tests, all of it in jars. */
  public static String classPath() {
    return Prepared.ONCE.classPath;
  }

  private static List<String> options() {
    List<String> options = new ArrayList<>(QUICK);
    options.add(TemporaryFilesInMemory.asOption());
    if (Files.exists(Prepared.ONCE.cache)) {
      // a JVM that cannot use it goes on without it, and need not say so
      options.addAll(List.of("-XX:AOTCache=" + Prepared.ONCE.cache, "-Xlog:aot=off,cds=off"));
    }
    return options;
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static Prepared prepare() {
    Path all = Path.of("target", "program").toAbsolutePath();
    try {
      Files.createDirectories(all);
      try (FileChannel file =
              FileChannel.open(
                  all.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          var lock = file.lock()) {
        return prepare(all);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private static Prepared prepare(Path all) throws IOException, InterruptedException {
    List<Path> entries =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .filter(Files::exists)
            .toList();
    Path folder = all.resolve(sum(entries));
    List<String> classPath = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      Path entry = entries.get(i);
      classPath.add((Files.isDirectory(entry) ? folder.resolve(i + ".jar") : entry).toString());
    }
    Prepared prepared =
        new Prepared(String.join(File.pathSeparator, classPath), folder.resolve("program.aot"));
    Path whole = folder.resolve("whole");
    if (!Files.exists(whole)) {
      clear(all);
      Files.createDirectory(folder);
      for (int i = 0; i < entries.size(); i++) {
        if (Files.isDirectory(entries.get(i))) {
          pack(entries.get(i), folder.resolve(i + ".jar"));
        }
      }
      train(prepared, folder);
      Files.createFile(whole);
    }
    return prepared;
  }

  /** Deletes what was made for another class path. */
  private static void clear(Path all) throws IOException {
    try (Stream<Path> folders = Files.list(all)) {
      folders.filter(Files::isDirectory).forEach(TemporaryFilesInMemory::delete);
    }
  }

  private static String sum(List<Path> entries) throws IOException {
    CRC32 sum = new CRC32();
    sum.update(System.getProperty("java.vm.version").getBytes());
    for (Path entry : entries) {
      for (Path file : walk(entry, Files::isRegularFile)) {
        String state = file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file);
        sum.update(state.getBytes());
      }
    }
    return Long.toHexString(sum.getValue());
  }

  private static List<Path> walk(Path entry, Predicate<Path> which) throws IOException {
    try (Stream<Path> files = Files.walk(entry)) {
      return files.filter(which).sorted().toList();
    }
  }

  private static void pack(Path folder, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setLevel(Deflater.BEST_SPEED);
      for (Path file : walk(folder, each -> !each.equals(folder))) {
        String name = folder.relativize(file).toString();
        // folders, too: Flyway looks for that of the migrations
        boolean isFolder = Files.isDirectory(file);
        zip.putNextEntry(new ZipEntry(isFolder ? name + "/" : name));
        if (!isFolder) {
          Files.copy(file, zip);
        }
      }
    }
  }

  /** Starts the server once, so that the JVM sees which classes it needs. */
  private static void train(Prepared prepared, Path folder)
      throws IOException, InterruptedException {
    Path data = Files.createTempDirectory("roster-training");
    Path output = folder.resolve("training.log");
    List<String> line = new ArrayList<>(List.of(java()));
    line.addAll(QUICK);
    line.addAll(
        List.of(
            "-XX:AOTCacheOutput=" + prepared.cache,
            "-cp",
            prepared.classPath,
            MAIN,
            "serve",
            "--no-demo",
            "--port=0",
            "--data-dir=" + data));
    Process process =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    try {
      Waiting.until(
          PATIENCE, () -> !process.isAlive() || read(output).contains("Ctrl-C stops it."));
    } finally {
      process.destroy();
      process.waitFor();
      TemporaryFilesInMemory.delete(data);
    }
    if (!Files.exists(prepared.cache)) {
      System.err.println("Programs of tests start without an AOT cache, see " + output);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
