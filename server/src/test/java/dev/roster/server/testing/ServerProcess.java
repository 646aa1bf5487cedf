package dev.roster.server.testing;

import dev.roster.server.CommandFixture;
import dev.roster.server.db.DatabaseUrl;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code roster serve} in a JVM of its own, on a database that others may use, too. */
public final class ServerProcess implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("(http://127\\.0\\.0\\.1:\\d+)/api");

  private static final Pattern MANAGEMENT = Pattern.compile("Management +(http://\\S+)");

  private static final List<Pattern> IDLE =
      Stream.of(
              "http_server_requests_running 0\\.0",
              "http_server_requests_waiting 0\\.0",
              // clients of the tests may keep theirs
              "http_server_connections \\d{1,2}\\.0")
          .map(line -> Pattern.compile("^" + line + "$", Pattern.MULTILINE))
          .toList();

  private final Process process;
  private final Path output;
  private final URI baseUri;

  private ServerProcess(Process process, Path output, URI baseUri) {
    this.process = process;
    this.output = output;
    this.baseUri = baseUri;
  }

  /** Starts a server without rate limits. */
  public static ServerProcess start(DatabaseUrl database, String smtpUrl, String... more)
      throws IOException, InterruptedException {
    List<String> mail =
        List.of("--smtp-url=" + smtpUrl, "--mail-from=Roster <noreply@roster.example.org>");
    return start(List.of(), database, Stream.concat(mail.stream(), Stream.of(more)).toList());
  }

  /** Starts a server without rate limits and mail, with options of the JVM. */
  public static ServerProcess start(List<String> jvm, DatabaseUrl database, List<String> more)
      throws IOException, InterruptedException {
    List<String> line =
        new ArrayList<>(
            List.of(
                "serve",
                "--port=0",
                "--management-port=0",
                "--rate-limit=false",
                "--database-url=" + database.jdbcUrl()));
    line.addAll(more);
    Path output = Files.createTempFile("roster-serve", ".log");
    Process process = CommandFixture.start(output, jvm, line.toArray(String[]::new));
    Matcher address = ADDRESS.matcher(CommandFixture.printed(process, output, "Ctrl-C stops it."));
    if (!address.find()) {
      throw new AssertionError(Files.readString(output));
    }
    return new ServerProcess(process, output, URI.create(address.group(1)));
  }

  public URI baseUri() {
    return baseUri;
  }

  /** The address of the management port. */
  public URI managementUri() throws IOException {
    Matcher address = MANAGEMENT.matcher(log());
    if (!address.find()) {
      throw new AssertionError(log());
    }
    return URI.create(address.group(1));
  }

  /**
   * Waits until nothing is left of earlier requests and connections: one load that follows another
   * is an overload.
   */
  public void awaitIdle() throws IOException {
    RawHttp management = new RawHttp(managementUri());
    Waiting.until(() -> {
      String metrics = management.send("GET", "/metrics", Map.of(), null).text();
      return IDLE.stream().allMatch(metric -> metric.matcher(metrics).find());
    });
  }

  /** Sends a request and checks the answer against its document. */
  public RawResponse send(String method, String target, Map<String, String> headers, byte[] body) {
    RawResponse response = new RawHttp(baseUri).send(method, target, headers, body);
    SpecGuard.check(method, target, response);
    return response;
  }

  public RawResponse get(String token, String target) {
    return send("GET", target, Map.of("Authorization", "Bearer " + token), null);
  }

  /** A POST of JSON; without a token if that is null. */
  public RawResponse post(String token, String target, String json) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (token != null) {
      headers.put("Authorization", "Bearer " + token);
    }
    headers.put("Content-Type", "application/json");
    return send("POST", target, headers, json.getBytes(StandardCharsets.UTF_8));
  }

  public RawResponse invite(String email, int role) {
    return post(
        "ann-token",
        "/api/accounts/invitations/",
        "{\"email\":\"" + email + "\",\"auth_group\":" + role + "}");
  }

  public RawResponse accept(String secret) {
    return post(
        null,
        "/accept",
        "{\"secret\":\"" + secret + "\",\"first_name\":\"Ada\",\"last_name\":\"Lovelace\"}");
  }

  public RawResponse preview(String secret) {
    return post(null, "/accept/preview", "{\"secret\":\"" + secret + "\"}");
  }

  /** {@code kill}: asks the process to stop, and does not wait. */
  public void terminate() {
    process.destroy();
  }

  /** Waits for the end of the process. */
  public int exitCode() throws InterruptedException {
    return CommandFixture.exitCode(process);
  }

  /** The bytes of the objects that are reachable. */
  public long liveBytes() throws IOException {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                String.valueOf(process.pid()),
                "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    try (BufferedReader lines = jcmd.inputReader()) {
      // the last line: Total, instances, bytes
      String total = lines.lines().reduce("", (before, line) -> line);
      return Long.parseLong(total.strip().split("\\s+")[2]);
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** The output and log of the process. */
  public String log() throws IOException {
    return Files.readString(output);
  }

  /** {@code kill -9}: nothing in the process can do anything about it. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    CommandFixture.exitCode(process);
  }

  @Override
  public void close() throws IOException, InterruptedException {
    process.destroy();
    CommandFixture.exitCode(process);
    Files.deleteIfExists(output);
  }
}
