import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes the AOT cache of the program ({@code roster.aot} beside {@code roster-app.jar}): starts the
 * server on an embedded PostgreSQL with demo data, sends requests of every kind and stops it; the
 * JVM writes the cache when it ends. A cache that fits already is kept. Without one Roster starts
 * more slowly and is the same otherwise, so that a failure here fails no build.
 */
class TrainAotCache {
  private static final int ROUNDS = 20;
  private static final int PATIENCE_SECONDS = 120;
  private static final Pattern UP = Pattern.compile("Coolset Accounts API +(http://\\S+?)/api/");
  private static final String LAST_LINE = "Ctrl-C stops it.";
  private static final String TENANT = "0e5ca9e1-5ba3-483c-bc4c-d8dd2e078f06";
  private static final String TENANT_KEY = "d025eedc-5ea0-4de8-be9f-f8873545add9";

  private final Path app;
  private final Path options;
  private final Path cache;
  private final Path java =
      Path.of(System.getProperty("training.java", System.getProperty("java.home")), "bin", "java");

  private TrainAotCache(Path app, Path options) {
    this.app = app;
    this.options = options;
    this.cache = app.resolve("roster.aot");
  }

  /**
   * Takes the folder of the program, the file of the options, and, if it is not to be the usual
   * number, how often to send all requests. The property {@code training.java} names another Java
   * to train than this one, and {@code training.database} the URL of an empty database for a
   * program without the embedded PostgreSQL.
   */
  public static void main(String[] args) throws IOException {
    TrainAotCache training =
        new TrainAotCache(Path.of(args[0]).toAbsolutePath(), Path.of(args[1]).toAbsolutePath());
    Path scratch = Files.createTempDirectory("roster-training");
    try {
      training.run(scratch, args.length > 2 ? Integer.parseInt(args[2]) : ROUNDS);
    } catch (Exception failure) {
      System.err.println(
          "Roster will start without an AOT cache, which could not be made: " + failure);
      copyIfThere(scratch.resolve("output.txt"), training.app.resolve("roster.aot.log"));
    } finally {
      delete(scratch);
    }
  }

  private void run(Path scratch, int rounds) throws Exception {
    String state = state();
    Path stateOfCache = app.resolve("roster.aot.txt");
    if (Files.exists(cache)
        && Files.exists(stateOfCache)
        && Files.readString(stateOfCache).equals(state)) {
      return;
    }
    Path made = Files.createTempFile(app, "roster", ".aot");
    try {
      // the schema is there when the trained process starts, as it is at every start but the first
      Path output = scratch.resolve("output.txt");
      // in the file, so that the cache has what reads one, which most servers do
      Files.writeString(scratch.resolve("roster.yaml"), "port: 0\nrate-limit: false\n");
      end(start(scratch, output, List.of(), "migrate"), 0);
      Process server =
          start(scratch, output, List.of("-XX:AOTCacheOutput=" + made), "serve", "--demo");
      try {
        new Requests(address(server, output)).send(rounds);
      } finally {
        server.destroy();
      }
      end(server, 0);
      if (Files.size(made) == 0) {
        throw new IOException("the JVM wrote none");
      }
      // those that start in this moment see the old one or the new one, never a part
      Files.move(made, cache, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      Files.writeString(stateOfCache, state);
    } finally {
      Files.deleteIfExists(made);
      // the JVM's notes for itself
      Files.deleteIfExists(Path.of(made + ".config"));
    }
  }

  /** What the JVM compares before it uses a cache. */
  private String state() throws IOException {
    StringBuilder state = new StringBuilder();
    state.append(java).append(' ');
    state.append(System.getProperty("java.vm.version")).append('\n');
    state.append(Files.readString(options));
    try (Stream<Path> files = Files.walk(app)) {
      for (Path jar : files.filter(file -> file.toString().endsWith(".jar")).sorted().toList()) {
        state.append(jar).append(' ').append(Files.size(jar)).append(' ');
        state.append(Files.getLastModifiedTime(jar)).append('\n');
      }
    }
    return state.toString();
  }

  private Process start(Path scratch, Path output, List<String> jvm, String... arguments)
      throws IOException {
    List<String> line = new ArrayList<>(List.of(java.toString(), "@" + options));
    line.addAll(jvm);
    line.addAll(List.of("-jar", app.resolve("roster-app.jar").toString()));
    line.addAll(List.of(arguments));
    String database = System.getProperty("training.database");
    line.add(
        database == null ? "--data-dir=" + scratch.resolve("data") : "--database-url=" + database);
    ProcessBuilder builder =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.directory(scratch.toFile());
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("ROSTER_") || name.matches("JAVA_TOOL_OPTIONS|JDK_.*"));
    return builder.start();
  }

  private static void end(Process process, int exitCode) throws Exception {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new TimeoutException("it did not end");
    }
    if (process.exitValue() != exitCode) {
      throw new IOException("it ended with exit code " + process.exitValue());
    }
  }

  private static URI address(Process server, Path output) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (System.nanoTime() < end && server.isAlive()) {
      String printed = Files.readString(output);
      Matcher up = UP.matcher(printed);
      if (printed.contains(LAST_LINE) && up.find()) {
        return URI.create(up.group(1));
      }
      Thread.sleep(20);
    }
    throw new IOException("the server did not start");
  }

  /** Every operation of both contracts, as a good request and as bad ones. */
  private static final class Requests {
    private static final int INVITATIONS = 50;
    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");

    private final HttpClient client =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;
    private int sent;

    Requests(URI base) {
      this.base = base;
    }

    void send(int rounds) throws IOException, InterruptedException {
      for (int i = 0; i < rounds; i++) {
        reads();
        errors();
        compleat();
        if (i < INVITATIONS) {
          changes(i);
        }
      }
    }

    private void reads() throws IOException, InterruptedException {
      coolset("GET", "users/me/", null, 200);
      coolset("GET", "user-config/", null, 200);
      coolset("GET", "users/?limit=25&search=e", null, 200);
      coolset("GET", "companies/?name__icontains=green&ordering=-created_at&limit=25", null, 200);
      coolset("GET", "workspaces/", null, 200);
      coolset("GET", "countries/nl/", null, 200);
    }

    private void changes(int number) throws IOException, InterruptedException {
      String invitation = "{\"email\":\"no.%d@example.org\",\"auth_group\":3}".formatted(number);
      String made = coolset("POST", "invitations/", invitation, 201);
      Matcher id = ID.matcher(made);
      if (!id.find()) {
        throw new IOException("an invitation without id: " + made);
      }
      coolset("GET", "invitations/" + id.group(1) + "/", null, 200);
      coolset("POST", "invitations/", invitation, 400);
      coolset("POST", "workspaces/switch/", "{\"company_id\":9000001}", 200);
      coolset("GET", "countries/", null, 200);
    }

    private void errors() throws IOException, InterruptedException {
      coolset("POST", "invitations/", "{\"email\":\"none\",\"auth_group\":99}", 400);
      coolset("POST", "invitations/", "{", 400);
      coolset("GET", "companies/?type=nonsense", null, 400);
      coolset("GET", "nowhere/", null, 404);
      send("GET", "/api/accounts/users/me/", null, 401, "Authorization", "Bearer none");
    }

    private void compleat() throws IOException, InterruptedException {
      String[] key = {"x-api-compleat-key", TENANT_KEY, "x-api-version", "1"};
      send("GET", "/api/users/" + TENANT + "/null", null, 200, key);
      send("GET", "/api/user/" + TENANT + "/" + TENANT, null, 400, key);
      send("GET", "/api/users/" + TENANT + "/null", null, 401, "x-api-compleat-key", TENANT);
    }

    private String coolset(String method, String path, String body, int status)
        throws IOException, InterruptedException {
      return send(
          method,
          "/api/accounts/" + path,
          body,
          status,
          "Authorization",
          "Bearer demo-owner-token");
    }

    private String send(String method, String target, String body, int status, String... headers)
        throws IOException, InterruptedException {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(base.resolve(target))
              .headers(headers)
              .method(
                  method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
      if (body != null) {
        request.header("Content-Type", "application/json");
      }
      HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
      sent++;
      if (response.statusCode() != status) {
        throw new IOException(
            "%s %s, request %d, got %d instead of %d"
                .formatted(method, target, sent, response.statusCode(), status));
      }
      return response.body();
    }
  }

  private static void copyIfThere(Path from, Path to) throws IOException {
    if (Files.exists(from)) {
      Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
