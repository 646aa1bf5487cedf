package dev.roster.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.testing.Waiting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code roster}, with a Java that prints its arguments. */
class RosterScriptTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  private Path java(String version) throws IOException {
    Path home = Files.createDirectories(folder.resolve("jdk" + version));
    Path program = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    Files.writeString(program, "#!/bin/sh\necho \"java $*\"\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return home;
  }

  /** The script in a folder with a program that is built. */
  private Path installed() throws IOException {
    Path home = Files.createDirectories(folder.resolve("opt/roster"));
    Path options = Files.createDirectories(home.resolve("server/src/main/app"));
    Files.copy(Path.of("src/main/app/java.options"), options.resolve("java.options"));
    Files.createFile(
        Files.createDirectories(home.resolve("server/target/app")).resolve("roster-app.jar"));
    Path script = Files.copy(Path.of("..", "roster"), home.resolve("roster"));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return script;
  }

  private record Said(int exitCode, String out, String err) {}

  /** Runs the script; whatever tries to build ends at once. */
  private Said run(Map<String, String> variables, String... line) throws Exception {
    return run("#!/bin/sh\necho built in $PWD\nexit 1\n", variables, line);
  }

  private Said run(String script, Map<String, String> variables, String... line) throws Exception {
    Path maven = Files.createDirectories(folder.resolve("bin")).resolve("mvn");
    Files.writeString(maven, script);
    Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwx------"));
    Path err = folder.resolve("err");
    ProcessBuilder builder = new ProcessBuilder(line).redirectError(err.toFile());
    builder.directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("ROSTER_"));
    builder.environment().remove("HOME");
    builder.environment().put("PATH", folder.resolve("bin") + ":/usr/bin:/bin");
    builder.environment().putAll(variables);
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Said(process.waitFor(), out, Files.readString(err));
  }

  @Test
  void itRunsWithoutAHome() throws Exception {
    Said said =
        run(
            Map.of("ROSTER_JAVA_HOME", java("25.0.1").toString()),
            "bash",
            installed().toString(),
            "version");

    assertThat(said.exitCode()).as(said.toString()).isZero();
    assertThat(said.out()).startsWith("java ").contains("version");
  }

  @Test
  void itFindsItsProgramThroughLinks() throws Exception {
    Path script = installed();
    Path direct = Files.createSymbolicLink(folder.resolve("bin-roster"), script);
    Path links = Files.createDirectories(folder.resolve("usr/bin"));
    Files.createSymbolicLink(links.resolve("middle"), Path.of("../../opt/roster/roster"));
    Path relative = Files.createSymbolicLink(links.resolve("roster"), Path.of("middle"));
    Map<String, String> variables =
        Map.of(
            "ROSTER_JAVA_HOME",
            java("25.0.1").toString(),
            "CDPATH",
            Files.createDirectories(folder.resolve("elsewhere/opt")).getParent().toString());

    for (String command :
        List.of(direct.toString(), relative.toString(), "usr/bin/roster", "opt/roster/roster")) {
      Said said = run(variables, command, "version");

      assertThat(said.exitCode()).as(command + " " + said).isZero();
      assertThat(said.out())
          .contains("-jar " + folder.toRealPath() + "/opt/roster/server/target/app/roster-app.jar");
    }
  }

  @Test
  void aTarballIsRunAndNotBuilt() throws Exception {
    Path home = Files.createDirectories(folder.resolve("opt/roster-1.0"));
    Path script = Files.copy(Path.of("..", "roster"), home.resolve("roster"));
    Files.copy(Path.of("src/main/app/java.options"), home.resolve("java.options"));
    Files.createFile(home.resolve("roster-app.jar"));

    Said said =
        run(
            Map.of("ROSTER_JAVA_HOME", java("25.0.1").toString()),
            "bash",
            script.toString(),
            "version");

    assertThat(said.exitCode()).as(said.toString()).isZero();
    assertThat(said.err()).isEmpty();
    assertThat(said.out())
        .startsWith("java @" + home.toRealPath() + "/java.options")
        .contains("-jar " + home.toRealPath() + "/roster-app.jar version");
  }

  /** Maven leaves a jar untouched if its content is the same. */
  @Test
  void aChangeThatLeavesTheProgramAsItIsIsBuiltOnce() throws Exception {
    String script = installed().toString();
    Path home = Path.of(script).getParent();
    Path source = Files.createFile(home.resolve("pom.xml"));
    Path program = home.resolve("server/target/app/roster-app.jar");
    Files.setLastModifiedTime(program, FileTime.from(Instant.EPOCH));
    Map<String, String> variables = Map.of("ROSTER_JAVA_HOME", java("25.0.1").toString());
    String maven = "#!/bin/sh\necho '[INFO] BUILD SUCCESS'\n";

    Said first = run(maven, variables, script, "version");
    Said second = run(maven, variables, script, "version");

    assertThat(first.err()).startsWith("Building Roster");
    assertThat(second.err()).isEmpty();
    assertThat(List.of(first.exitCode(), second.exitCode())).containsOnly(0);

    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
    assertThat(run(maven, variables, script, "version").err()).startsWith("Building Roster");
  }

  /** Maven compiles nothing that it has compiled, so that a fault would pass mvn verify. */
  @Test
  void whatItCompilesWithoutChecksIsCompiledAgain() throws Exception {
    String script = installed().toString();
    Path home = Path.of(script).getParent();
    Files.setLastModifiedTime(
        home.resolve("server/target/app/roster-app.jar"), FileTime.from(Instant.EPOCH));
    Files.createFile(home.resolve("pom.xml"));
    Map<String, String> variables = Map.of("ROSTER_JAVA_HOME", java("25.0.1").toString());
    Path notes = home.resolve("server/target/maven-status");
    String compiling = "#!/bin/sh\nmkdir -p server/target/maven-status\necho \"[ERROR] $*\"\nexit ";

    Said failed = run(compiling + "1\n", variables, script, "version");

    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(notes).doesNotExist();
    Matcher off = Pattern.compile("-D(\\S+)=-XDunchecked").matcher(failed.err());
    assertThat(off.find()).as(failed.err()).isTrue();
    assertThat(Path.of("../pom.xml")).content().contains("<arg>${" + off.group(1) + "}</arg>");

    Said built = run(compiling + "0\n", variables, script, "version");

    assertThat(built.exitCode()).isZero();
    assertThat(notes).doesNotExist();
  }

  /** The second waits for the lock of the first, and finds everything built. */
  @Test
  void ofTwoThatStartAtOnceOneBuilds() throws Exception {
    String script = installed().toString();
    Path program = Path.of(script).resolveSibling("server/target/app/roster-app.jar");
    Files.createFile(Path.of(script).resolveSibling("pom.xml"));
    Files.setLastModifiedTime(program, FileTime.from(Instant.EPOCH));
    Path builds = folder.resolve("builds");
    Path end = folder.resolve("end");
    assertThat(new ProcessBuilder("mkfifo", end.toString()).start().waitFor()).isZero();
    Path maven = Files.createDirectories(folder.resolve("bin")).resolve("mvn");
    Files.writeString(maven, "#!/bin/sh\necho $$ >> %s\nread line < %s\n".formatted(builds, end));
    Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwx------"));

    Process first = starting(script);
    Waiting.until(PATIENCE, () -> Files.exists(builds));
    Process second = starting(script);
    Waiting.until(PATIENCE, () -> isWaiting(second) || !second.isAlive());
    boolean waited = isWaiting(second);
    Files.writeString(end, "now\n");

    assertThat(waited).isTrue();
    assertThat(List.of(first.waitFor(), second.waitFor())).containsOnly(0);
    assertThat(builds).content().hasLineCount(1);
  }

  private Process starting(String script) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(script, "version");
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("ROSTER_JAVA_HOME", java("25.0.1").toString());
    builder.environment().put("PATH", folder.resolve("bin") + ":/usr/bin:/bin");
    return builder.start();
  }

  private static boolean isWaiting(Process script) {
    return script
        .descendants()
        .anyMatch(child -> child.info().command().orElse("").endsWith("/flock"));
  }

  /** The messages of Java itself do not name the variable. */
  @Test
  void optionsOfJavaThatWillNotDoAreRefusedWithTheNameOfTheVariable() throws Exception {
    String script = installed().toString();
    Path home = java("25.0.1");
    Files.writeString(
        home.resolve("bin/java"),
        "#!/bin/sh\ncase \"$*\" in *+Nonsense*) echo \"Unrecognized VM option 'Nonsense'\" >&2;"
            + " echo 'Error: Could not create the Java Virtual Machine.' >&2; exit 1;; esac\n"
            + "for each; do echo \"<$each>\"; done\n");
    Map<String, String> refused =
        Map.of(
            "-Xmx1g -XX:+Nonsense",
            "ROSTER_JAVA_OPTS holds what "
                + home
                + "/bin/java does not take: Unrecognized VM option"
                + " 'Nonsense'\n",
            "-Dname=\"a b\"",
            "ROSTER_JAVA_OPTS is split at blanks, and quotes in it mean nothing: write its options"
                + " without quotes and blanks.\n",
            "-Xmx1g Xms1g",
            "ROSTER_JAVA_OPTS must hold options of Java with blanks between, each beginning with a"
                + " hyphen, as --name=value; 'Xms1g' does not.\n");
    for (Map.Entry<String, String> each : refused.entrySet()) {
      assertThat(withOptions(home, each.getKey(), script))
          .isEqualTo(new Said(2, "", each.getValue()));
    }
    assertThat(withOptions(home, " -Xmx1g\t-Da=*\n -Xlog:gc ", script).out().lines())
        .containsSubsequence("<-Xmx1g>", "<-Da=*>", "<-Xlog:gc>", "<-jar>")
        .endsWith("<version>");
    assertThat(withOptions(home, "", script).exitCode()).isZero();
  }

  private Said withOptions(Path home, String options, String script) throws Exception {
    return run(
        Map.of("ROSTER_JAVA_HOME", home.toString(), "ROSTER_JAVA_OPTS", options),
        script,
        "version");
  }

  /** A JDK that is named is used, or nothing is. */
  @Test
  void aNamedJavaThatWillNotDoIsRefused() throws Exception {
    String script = installed().toString();
    String old = java("17.0.9").toString();
    Map<String, String> refused =
        Map.of(
            old,
            "ROSTER_JAVA_HOME must name a JDK 25 or newer; '" + old + "' is a JDK 17.\n",
            folder.resolve("none").toString(),
            "ROSTER_JAVA_HOME must name the folder of a JDK 25 or newer, with bin/java in it, not '"
                + folder.resolve("none")
                + "'.\n",
            "",
            "ROSTER_JAVA_HOME must name the folder of a JDK 25 or newer, with bin/java in it, not"
                + " ''.\n");
    for (Map.Entry<String, String> each : refused.entrySet()) {
      Said said =
          run(
              Map.of("ROSTER_JAVA_HOME", each.getKey(), "JAVA_HOME", java("25.0.1").toString()),
              script,
              "version");

      assertThat(said).isEqualTo(new Said(2, "", each.getValue()));
    }
  }
}
