package dev.roster.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.benchmarks.floor.FloorServer;
import dev.roster.benchmarks.floor.RawHandler;
import dev.roster.benchmarks.floor.Recording;
import dev.roster.benchmarks.floor.Recording.Response;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@EnabledOnOs(OS.LINUX)
class EndToEndTest {
  private static final String SCENARIOS =
      """
      variables: {token: secret}
      sequences: {number: {from: 1, to: 3, width: 2}}
      scenarios:
        - name: get
          title: a GET
          path: /get/things/${number}
          headers: {Authorization: 'Bearer ${token}'}
        - name: post
          title: a POST
          method: POST
          path: /post/things
          body: '{"number": "${number}"}'
          status: 201
        - name: both
          title: a mix
          mix: {get: 3, post: 1}
      """;
  private static final Recording RESPONSES =
      new Recording(
          Map.of(
              "get", new Response(200, "application/json", "{\"things\": [1, 2]}"),
              "post", new Response(201, "application/json", "{\"thing\": \"é\"}")));

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void writeScenarios() throws Exception {
    Files.writeString(folder.resolve("scenarios.yaml"), SCENARIOS);
  }

  @Test
  void aServerIsMeasuredBesideTheFloors() throws Exception {
    try (FloorServer server = FloorServer.start(new RawHandler(RESPONSES), 0)) {
      assertThat(measure(server, "--cycles=1")).as(err.toString()).isZero();
    }

    assertThat(out.toString().lines()).filteredOn(line -> line.startsWith("| both")).hasSize(6);
    JsonNode results = new ObjectMapper().readTree(folder.resolve("results.json").toFile());
    JsonNode samples = results.get("samples");
    // 3 subjects, each in a closed loop and in the open model
    assertThat(samples).hasSize(6);
    assertThat(samples)
        .allSatisfy(sample -> {
          assertThat(sample.get("load").get("errors").asInt()).isZero();
          assertThat(sample.get("load").get("requests").asInt()).isPositive();
        });
    // this JVM lets nobody attach to itself
    assertThat(results.get("costs"))
        .filteredOn(cost -> !cost.get("subject").asText().equals("self"))
        .hasSize(2)
        .allSatisfy(cost -> assertThat(cost.get("allocatedBytes").asInt()).isPositive());
  }

  @Test
  void aServerThatRespondsWithAnotherStatusIsNotMeasured() throws Exception {
    Recording wrong =
        new Recording(Map.of("get", new Response(500, "application/json", "{\"is\": \"ill\"}")));
    try (FloorServer server = FloorServer.start(new RawHandler(wrong), 0)) {
      assertThat(measure(server)).isEqualTo(1);
    }

    assertThat(err.toString())
        .contains("scenario get with 500, not 200: {\"is\": \"ill\"}")
        .doesNotContain("\tat ");
  }

  private int measure(FloorServer server, String... more) {
    String url = "http://127.0.0.1:" + server.port();
    CommandLine command =
        Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    List<String> usual =
        List.of(
            "measure",
            "--server=self=" + url + "=" + ProcessHandle.current().pid(),
            "--scenarios=" + folder.resolve("scenarios.yaml"),
            "--scenario=both",
            "--seconds=0.1",
            "--open-seconds=0.1",
            "--warm-up=0.1",
            "--connections=2",
            "--floor-java-options=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
            "--out=" + folder);
    String[] all =
        java.util.stream.Stream.concat(usual.stream(), java.util.Arrays.stream(more))
            .toArray(String[]::new);
    return command.execute(all);
  }
}
