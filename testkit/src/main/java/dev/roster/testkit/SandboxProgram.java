package dev.roster.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The program of the server and the Java that runs it.
 *
 * @param folder has {@code roster-app.jar} and its libraries
 * @param options of Java, one a line
 * @param trainable if the program may get an AOT cache of its own beside it
 */
record SandboxProgram(Path folder, Path options, boolean trainable, Path java) {
  private static final String JAR = "roster-app.jar";
  private static final String OPTIONS = "java.options";
  private static final String CACHE = "roster.aot";

  /** A terminal that interrupts the tests must not stop a server that others use. */
  private static final String RUN = "trap '' INT HUP; exec \"$@\"";

  /** The cache is made while the server stops, and stands in its place once it is whole. */
  private static final String TRAIN =
      "trap '' INT HUP; made=$1; cache=$2; shift 2;"
          + " \"$@\" && [ -s \"$made\" ] && mv -f \"$made\" \"$cache\";"
          + " rm -f \"$made\" \"$made.config\"";

  /**
   * Finds the program that the tests are to use.
   *
   * @throws IllegalStateException with a sentence on what to do if there is none
   */
  static SandboxProgram find() {
    if (System.getProperty("os.name").startsWith("Windows")) {
      throw new IllegalStateException(
          "The Roster server does not run on Windows itself. Run the tests in WSL 2, or start"
              + " `./roster sandbox` elsewhere and set ROSTER_SANDBOX_URL to its URL.");
    }
    Optional<String> home = Setting.HOME.value();
    if (home.isPresent()) {
      return ofHome(Path.of(home.get()).toAbsolutePath());
    }
    Path folder =
        ProgramBundle.find(SandboxProgram.class.getClassLoader())
            .orElseThrow(() ->
                new IllegalStateException(
                    "The Roster server was not found. Do one of these: set ROSTER_HOME (or the"
                        + " system property roster.home) to a clone of Roster that is built or to"
                        + " an unpacked roster tarball; add dev.roster:roster-testkit-server to the"
                        + " tests; or start `./roster sandbox` and set ROSTER_SANDBOX_URL to its"
                        + " URL."));
    return new SandboxProgram(folder, folder.resolve(OPTIONS), true, findJava());
  }

  private static SandboxProgram ofHome(Path home) {
    if (Files.isRegularFile(home.resolve(JAR))) {
      return new SandboxProgram(home, home.resolve(OPTIONS), false, findJava());
    }
    Path app = home.resolve("server/target/app");
    if (Files.isRegularFile(app.resolve(JAR))) {
      Path options = home.resolve("server/src/main/app").resolve(OPTIONS);
      return new SandboxProgram(app, options, false, findJava());
    }
    boolean isClone = Files.isRegularFile(home.resolve("roster"));
    throw new IllegalStateException(
        Setting.HOME.source()
            + " is "
            + home
            + (isClone
                ? ", where Roster is not built. Run `./roster version` there once, which builds it."
                : ", which is neither a clone of Roster nor an unpacked roster tarball: there is"
                    + " no "
                    + JAR
                    + "."));
  }

  private static Path findJava() {
    return JavaHome.ofThisMachine().find().resolve("bin/java");
  }

  /** Differs for programs, and Javas, whose servers must not be shared. */
  String fingerprint() {
    try {
      Path jar = folder.resolve(JAR).toRealPath();
      return Fingerprints.of(
          List.of(
              jar.toString(),
              String.valueOf(Files.size(jar)),
              Files.getLastModifiedTime(jar).toString(),
              java.toRealPath().toString(),
              String.join(" ", javaOptions())));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The options that a person gives to Java, as the script reads them. */
  private static List<String> javaOptions() {
    @Nullable String options = System.getenv("ROSTER_JAVA_OPTS");
    return options == null || options.isBlank()
        ? List.of()
        : List.of(options.strip().split("\\s+"));
  }

  /**
   * Starts a process that ends by itself, whatever becomes of this one.
   *
   * @param arguments of {@code roster sandbox}; nothing secret, since others see them
   * @param shared if it is not waited for, so that it may make an AOT cache when it stops
   * @param log gets what it prints
   */
  Process start(List<String> arguments, boolean shared, Path log) throws IOException {
    Path cache = folder.resolve(CACHE);
    boolean cached = Files.isReadable(cache);
    List<String> line = new ArrayList<>(List.of("/bin/sh", "-c"));
    // a server of tests does not live long enough for the better code of the second compiler to pay
    List<String> usual =
        new ArrayList<>(List.of(java.toString(), "@" + options, "-XX:TieredStopAtLevel=1"));
    if (cached) {
      line.addAll(List.of(RUN, "roster-sandbox"));
      usual.addAll(List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off,cds=off"));
    } else if (shared && trainable) {
      Path made = folder.resolve(CACHE + "." + ProcessHandle.current().pid());
      line.addAll(List.of(TRAIN, "roster-sandbox", made.toString(), cache.toString()));
      usual.addAll(List.of("-XX:AOTCacheOutput=" + made, "-Xlog:aot=off,cds=off"));
    } else {
      line.addAll(List.of(RUN, "roster-sandbox"));
    }
    line.addAll(usual);
    line.addAll(javaOptions());
    line.addAll(List.of("-jar", folder.resolve(JAR).toString(), "sandbox"));
    line.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(line)
            // where no roster.yaml is
            .directory(log.toAbsolutePath().resolveSibling("").toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    prepare(builder);
    return builder.start();
  }

  /** Settings of the consumer's own program, or of its JVM, are none of the server. */
  private static void prepare(ProcessBuilder builder) {
    builder
        .environment()
        .keySet()
        .removeIf(name ->
            name.startsWith("ROSTER_")
                || name.startsWith("OTEL_")
                || name.matches("_?JAVA_(TOOL_)?OPTIONS|JDK_JAVA_OPTIONS"));
    String charset = System.getProperty("sun.jnu.encoding", "");
    if (charset.startsWith("ANSI_X3.4") || charset.equals("US-ASCII")) {
      builder.environment().put("LC_ALL", "C.UTF-8");
    }
  }
}
