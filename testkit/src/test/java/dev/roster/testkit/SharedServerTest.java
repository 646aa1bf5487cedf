package dev.roster.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** JVMs of tests that use the server at the same time, as the forks of a build do. */
class SharedServerTest {
  /** No other test has a server with it. */
  private final String option = "-Droster.test=" + UUID.randomUUID();

  private final List<Process> forks = new ArrayList<>();

  /** A fork: prints the URL of its server, and ends with its input. */
  static final class Fork {
    private Fork() {}

    public static void main(String[] arguments) throws IOException {
      System.out.println(RosterInstance.shared().baseUri());
      while (System.in.read() >= 0) {
        // its test is not over
      }
    }
  }

  @AfterEach
  void end() {
    forks.forEach(Process::destroyForcibly);
  }

  private Process fork() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Droster.home=" + System.getProperty("roster.home"),
            "-cp",
            // nothing but the classes of this module
            Path.of("target", "classes") + File.pathSeparator + Path.of("target", "test-classes"),
            Fork.class.getName());
    builder.environment().put("ROSTER_JAVA_OPTS", option);
    // of the program under test, not of the server
    builder.environment().put("ROSTER_DATA_DIR", " ");
    builder.environment().put("OTEL_TRACES_EXPORTER", "otlp");
    Process fork = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    forks.add(fork);
    return fork;
  }

  private static URI url(Process fork) throws IOException {
    String line =
        new BufferedReader(new InputStreamReader(fork.getInputStream(), StandardCharsets.UTF_8))
            .readLine();
    assertThat(line).startsWith("http://127.0.0.1:");
    return URI.create(line);
  }

  private static int status(URI sandbox) throws IOException {
    HttpURLConnection call =
        (HttpURLConnection) sandbox.resolve("/api/accounts/users/me/").toURL().openConnection();
    return call.getResponseCode();
  }

  @Test
  void forksShareOneServerThatEndsWithTheLastOfThemHoweverItEnds() throws Exception {
    Process first = fork();
    Process second = fork();

    URI url = url(first);
    assertThat(url(second)).isEqualTo(url);
    SandboxProcesses server = SandboxProcesses.startedBy(first.toHandle(), second.toHandle());
    Path folder = server.folder();
    assertThat(folder).isDirectory();

    // Ctrl-C in the terminal of one build
    String pid = String.valueOf(server.server().pid());
    assertThat(new ProcessBuilder("kill", "-INT", pid).start().waitFor()).isZero();
    first.destroyForcibly().waitFor();
    assertThat(status(url)).isEqualTo(401);
    assertThat(server.server().isAlive()).isTrue();

    second.destroyForcibly().waitFor();
    server.awaitEnd();
    assertThat(folder).doesNotExist();
  }

  @Test
  void aServerThatHasEndedIsFollowedByAnother() throws Exception {
    Process first = fork();
    url(first);
    SandboxProcesses ended = SandboxProcesses.startedBy(first.toHandle());
    first.destroyForcibly().waitFor();

    // whether the other is still stopping or not
    assertThat(status(url(fork()))).isEqualTo(401);
    ended.awaitEnd();
  }

  @Test
  void whatAKilledServerLeftIsInNobodysWay() throws Exception {
    Process first = fork();
    url(first);
    SandboxProcesses killed = SandboxProcesses.startedBy(first.toHandle());

    killed.server().destroyForcibly();
    killed.awaitEnd();

    assertThat(status(url(fork()))).isEqualTo(401);
  }

  @Test
  void nobodyElseCanReadWhatAServerLeaves() throws Exception {
    Path folder = PrivateFolders.forServers();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
  }
}
