package dev.roster.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.server.CommandFixture.Outcome;
import dev.roster.server.cli.Environment;
import dev.roster.server.testing.RawHttp;
import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.TestDatabase;
import dev.roster.server.testing.Waiting;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The log of {@code roster serve} as a process: formats, files, levels, obstacles. */
class LogOptionsTest {
  private static final Pattern ADDRESS = Pattern.compile("(http://127\\.0\\.0\\.1:\\d+)/api");

  /** Line breaks, a colour of terminals, a direction mark and a quotation mark. */
  private static final String HOSTILE = "/x%0d%0a%7B%22forged%22:1%7D%1b%5B31m%e2%80%ae%22";

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void stop() throws InterruptedException {
    for (Process process : started) {
      process.destroyForcibly();
      process.waitFor();
    }
  }

  private Path log() {
    return folder.resolve("stderr");
  }

  private RawHttp serve(Redirect errors, String... options) throws Exception {
    return serve(errors, List.of(), options);
  }

  private RawHttp serve(Redirect errors, List<String> jvm, String... options) throws Exception {
    Path out = folder.resolve("stdout");
    List<String> line = new ArrayList<>(CommandFixture.commandLine());
    line.addAll(1, jvm);
    line.addAll(
        List.of(
            "serve",
            "--port=0",
            "--management-port=0",
            "--database-url=" + TestDatabase.fresh().jdbcUrl()));
    line.addAll(List.of(options));
    Process process =
        new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(errors).start();
    started.add(process);
    Matcher address = ADDRESS.matcher(CommandFixture.printed(process, out, "Ctrl-C stops it."));
    assertThat(address.find()).isTrue();
    return new RawHttp(URI.create(address.group(1)));
  }

  private static RawResponse get(RawHttp server, String path) {
    return server.send("GET", path, Map.of("Host", "localhost", "X-Request-Id", "r-1"), null);
  }

  /** The access log of one request, which is written after its response. */
  private static List<String> lines(Path file, int atLeast) {
    Waiting.until(() -> read(file).size() >= atLeast);
    return read(file);
  }

  private static List<String> read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file).lines().toList() : List.of();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Test
  void inAFileEachEventIsALineOfEcsWhateverARequestSays() throws Exception {
    RawHttp server = serve(Redirect.to(log().toFile()));
    RawResponse answer = get(server, HOSTILE);

    List<String> lines = lines(log(), 1);
    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst()).matches("\\p{Print}+");
    JsonNode event = JSON.readTree(lines.getFirst());
    assertThat(event.path("event.dataset").asText()).isEqualTo("roster.access");
    assertThat(event.path("service.name").asText()).isEqualTo("roster");
    assertThat(event.path("http.response.status_code").asInt()).isEqualTo(answer.status());
    assertThat(event.path("http.request.id").asText()).isEqualTo("r-1");
    assertThat(event.path("url.path").asText()).contains("forged");
  }

  @Test
  void textHasTheSameEventsOnOneLineEach() throws Exception {
    RawHttp server = serve(Redirect.to(log().toFile()), "--log-format=text");
    get(server, HOSTILE);

    List<String> lines = lines(log(), 1);
    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst()).contains(" INFO ", "access [", "forged").doesNotContain("\u202e");
  }

  @Test
  void bothLogsHaveFilesOfTheirOwnThatMayBeMoved() throws Exception {
    Path events = folder.resolve("roster.log");
    Path access = folder.resolve("access.log");
    RawHttp server =
        serve(
            Redirect.to(log().toFile()),
            "--log-file=" + events,
            "--access-log=" + access,
            "--log-level=warn,dev.roster.server.http=debug");
    get(server, "/first");
    assertThat(lines(access, 1)).singleElement().asString().contains("roster.access", "/first");
    Files.move(access, folder.resolve("access.log.1"));

    Waiting.until(() -> {
      get(server, "/second");
      return Files.exists(access);
    });
    assertThat(lines(access, 1)).allMatch(line -> line.contains("/second"));
    assertThat(folder.resolve("access.log.1")).content().contains("/first");

    // what the level of a package lets through, and nothing of requests
    assertThat(read(events)).allMatch(line -> line.contains("\"roster.server\""));
    assertThat(read(log())).isEmpty();
  }

  @Test
  void theAccessLogCanBeOff() throws Exception {
    RawHttp server = serve(Redirect.to(log().toFile()), "--access-log=off");
    get(server, "/first");
    started.getFirst().destroy();
    started.getFirst().waitFor();

    assertThat(read(log())).isEmpty();
  }

  @Test
  void aFullDiskStopsNothing() throws Exception {
    RawHttp server = serve(Redirect.to(new File("/dev/full")));

    assertThat(get(server, "/api/accounts/users/me/").status()).isEqualTo(401);
    assertThat(get(server, "/api/accounts/users/me/").status()).isEqualTo(401);
    started.getFirst().destroy();
    assertThat(started.getFirst().waitFor()).isZero();
  }

  /** The pipe takes 64 KiB, which is less than a hundred requests. */
  @Test
  void aReaderThatDoesNotReadStopsNothingAndIsToldWhatItMissed() throws Exception {
    RawHttp server = serve(Redirect.PIPE);
    for (int i = 0; i < 300; i++) {
      assertThat(get(server, "/api/accounts/users/me/").status()).isEqualTo(401);
    }

    StringBuilder read = new StringBuilder();
    Thread reader = Thread.ofVirtual().start(() -> readAll(started.getFirst(), read));
    Waiting.until(() -> {
      get(server, "/api/accounts/users/me/");
      synchronized (read) {
        return read.toString().contains("events of the log were dropped");
      }
    });
    started.getFirst().destroy();
    assertThat(started.getFirst().waitFor()).isZero();
    reader.join();
    // a process that ends while its reader is behind may cut the last line off
    List<String> whole = read.substring(0, read.lastIndexOf("\n") + 1).lines().toList();
    assertThat(whole).hasSizeGreaterThan(100);
    for (String line : whole) {
      JSON.readTree(line);
    }
  }

  private static void readAll(Process process, StringBuilder text) {
    try (InputStream errors = process.getErrorStream()) {
      byte[] bytes = new byte[8_192];
      for (int n = errors.read(bytes); n >= 0; n = errors.read(bytes)) {
        synchronized (text) {
          text.append(new String(bytes, 0, n, StandardCharsets.UTF_8));
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Test
  void aConfigurationOfTheOperatorWinsOverTheOptions() throws Exception {
    Path own = folder.resolve("own.xml");
    Files.writeString(
        own,
        """
        <configuration>
          <appender name="own" class="ch.qos.logback.core.ConsoleAppender">
            <target>System.err</target>
            <encoder><pattern>OWN %level %msg%n</pattern></encoder>
          </appender>
          <root level="INFO"><appender-ref ref="own"/></root>
        </configuration>
        """);
    RawHttp server =
        serve(
            Redirect.to(log().toFile()),
            List.of("-Dlogback.configurationFile=" + own),
            "--log-format=ecs",
            "--access-log=off");
    get(server, "/first");

    Waiting.until(() -> read(log()).stream().anyMatch(line -> line.contains("GET /first")));
    assertThat(read(log()))
        .allMatch(line -> line.startsWith("OWN "))
        .anyMatch(
            line -> line.startsWith("OWN WARN The options of the log have no effect: " + own));
  }

  @Test
  void aFileThatCannotBeWrittenIsToldBeforeAnythingIsStarted() throws Exception {
    Path out = folder.resolve("stdout");
    Process process =
        CommandFixture.start(
            out,
            "serve",
            "--data-dir=" + folder.resolve("data"),
            "--access-log=" + folder.resolve("none/access.log"));

    assertThat(CommandFixture.exitCode(process)).isEqualTo(1);
    assertThat(out)
        .content()
        .isEqualTo(
            "--access-log: %s cannot be written: there is no such folder.\n"
                .formatted(folder.resolve("none/access.log")));
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "--log-format=json, '--log-format must be auto, text or ecs, not ''json''.'",
    "--log-level=verbose, '--log-level ''verbose'': The level is none of'",
    "--log-level=a b=info, '--log-level ''a b=info'': The name of a logger is'",
    "--log-level=org.eclipse.jetty=debug, org.eclipse.jetty may not log below INFO",
    "--log-level=ROOT=trace, ROOT may not log below INFO"
  })
  void aWrongOptionIsRefused(String option, String message) {
    Outcome outcome = CommandFixture.run("serve", option, "--data-dir=" + folder.resolve("data"));

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains(message);
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void theVariablesAreAsTheOptions() {
    for (Map.Entry<String, String> each :
        Map.of("ROSTER_LOG_FORMAT", "json", "ROSTER_LOG_LEVEL", "info,x").entrySet()) {
      Outcome outcome =
          CommandFixture.run(
              Map.of(each.getKey(), each.getValue()), "serve", "--data-dir=" + folder);

      assertThat(outcome.exitCode()).isEqualTo(2);
      assertThat(outcome.err()).startsWith(each.getKey());
    }
    assertThat(Stream.of("ROSTER_LOG_FILE", "ROSTER_ACCESS_LOG"))
        .allMatch(Environment.known(Main.commandLine())::contains);
  }
}
