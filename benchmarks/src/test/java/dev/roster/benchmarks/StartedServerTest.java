package dev.roster.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.benchmarks.floor.FloorMain;
import dev.roster.benchmarks.floor.Recording;
import dev.roster.benchmarks.floor.Recording.Response;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The commands that start a server, with a floor in its place. */
@EnabledOnOs(OS.LINUX)
class StartedServerTest {
  private static final String SCENARIOS =
      """
      variables: {}
      sequences: {}
      scenarios:
        - name: get
          title: a GET
          path: /get/things
      """;

  @TempDir private Path folder;
  private final int port = freePort();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void eachSecondAfterTheStartIsMeasured() throws Exception {
    assertThat(run("warmup", "--seconds=2", start(floorCommand()))).as(err.toString()).isZero();

    assertThat(out.toString()).contains("- first response after: ", "- errors: 0");
    JsonNode curve =
        new ObjectMapper().readTree(folder.resolve("warmup.json").toFile()).get("curve");
    assertThat(curve.get("seconds")).hasSize(2);
    assertThat(curve.get("seconds"))
        .allSatisfy(second -> {
          assertThat(second.get("requests").asLong()).isPositive();
          assertThat(second.get("cpuSeconds").asDouble()).isPositive();
        });
    assertThat(folder.resolve("warmup.svg")).content().startsWith("<svg");
  }

  @Test
  void aServerThatEndsIsReportedWithItsOutput() throws Exception {
    assertThat(run("warmup", "--seconds=1", start("sh -c \"echo no; exit 1\""))).isEqualTo(1);

    assertThat(err.toString()).contains("did not start").contains("floor.log");
    assertThat(folder.resolve("floor.log")).content().isEqualTo("no\n");
  }

  @Test
  void aProfileShowsTheFramesOfTheServer() throws Exception {
    Process server = new ProcessBuilder("sh", "-c", "exec " + floorCommand()).start();
    try {
      server.inputReader().readLine();
      String url = "http://127.0.0.1:" + port;
      int code =
          run(
              "profile",
              "--server=floor=" + url + "=" + server.pid(),
              "--warm-up=0",
              "--seconds=1",
              "--connections=4");
      assertThat(code).as(err.toString()).isZero();
    } finally {
      server.destroy();
    }

    assertThat(folder.resolve("get.svg")).content().contains("org.eclipse.jetty");
  }

  private int run(String command, String... arguments) throws Exception {
    Files.writeString(folder.resolve("scenarios.yaml"), SCENARIOS);
    String[] all = new String[arguments.length + 3];
    all[0] = command;
    all[1] = "--scenarios=" + folder.resolve("scenarios.yaml");
    all[2] = "--out=" + folder;
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    return Main.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all);
  }

  private String start(String command) {
    return "--start=floor=http://127.0.0.1:" + port + "=" + command;
  }

  private String floorCommand() throws Exception {
    Path recording = folder.resolve("recording.json");
    new Recording(Map.of("get", new Response(200, "application/json", "{}"))).write(recording);
    return "'%s' -XX:TieredStopAtLevel=1 -cp '%s' %s raw '%s' %d"
        .formatted(
            Path.of(System.getProperty("java.home"), "bin", "java"),
            System.getProperty("java.class.path"),
            FloorMain.class.getName(),
            recording,
            port);
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
