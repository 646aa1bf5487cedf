package dev.roster.browser;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A real browser without a window, driven by its own protocol: so a test needs nothing but the
 * browser, no driver of the same version.
 */
public final class Chromium implements AutoCloseable {
  private static final int SECONDS = 60;
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");
  private static final List<String> ELSEWHERE =
      List.of(
          "/Applications/Chromium.app/Contents/MacOS/Chromium",
          "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
  private static final String MISSING =
      """

      ************************************************************************
      NO BROWSER: the pages for people are NOT tested in a browser.
      Install Chromium (Debian: apt-get install chromium) or Chrome, or let
      ROSTER_BROWSER name its program.
      ROSTER_BROWSER_REQUIRED=true makes this a failure.
      ************************************************************************
      """;

  private final Process process;
  private final Path profile;
  private final DevTools tools;

  private Chromium(Process process, Path profile, DevTools tools) {
    this.process = process;
    this.profile = profile;
    this.tools = tools;
  }

  /** Starts a browser; without one, skips the test and says so, or fails where one is required. */
  public static Chromium startOrSkip() throws IOException, InterruptedException {
    return start(findOrSkip());
  }

  /** Skips the test, or fails it, where {@link #startOrSkip} finds no browser to start. */
  public static void requireOrSkip() {
    findOrSkip();
  }

  private static Path findOrSkip() {
    Optional<Path> program = find();
    if (program.isEmpty()) {
      if ("true".equals(System.getenv("ROSTER_BROWSER_REQUIRED"))) {
        throw new AssertionError(MISSING);
      }
      System.err.println(MISSING);
      Assumptions.abort(MISSING);
    }
    return program.orElseThrow();
  }

  private static Optional<Path> find() {
    String named = System.getenv("ROSTER_BROWSER");
    if (named != null && !named.isEmpty()) {
      return Optional.of(Path.of(named));
    }
    Stream<Path> onPath =
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)));
    return Stream.concat(onPath, ELSEWHERE.stream().map(Path::of))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Chromium start(Path program) throws IOException, InterruptedException {
    Path profile = Files.createTempDirectory("roster-browser");
    ProcessBuilder builder =
        new ProcessBuilder(
                program.toString(),
                "--headless",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                // it sees only pages of this test, and containers often have no room for a sandbox
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                // pages speak the language and show the zone of the browser, the same everywhere
                "--lang=en-US",
                "--accept-lang=en-US,en",
                // whatever else it may want to load, there is no other host
                "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(profile.resolve("output").toFile());
    builder.environment().put("TZ", "UTC");
    Process process = builder.start();
    return new Chromium(process, profile, new DevTools(address(process, profile)));
  }

  /** The browser writes where it listens into its profile: a port, and a path. */
  private static URI address(Process process, Path profile)
      throws IOException, InterruptedException {
    Path file = profile.resolve("DevToolsActivePort");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (System.nanoTime() < end && !process.waitFor(50, TimeUnit.MILLISECONDS)) {
      List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
      if (lines.size() == 2) {
        return URI.create("ws://127.0.0.1:" + lines.getFirst() + lines.getLast());
      }
    }
    process.destroyForcibly();
    throw new AssertionError(
        "the browser does not start: " + Files.readString(profile.resolve("output")));
  }

  /** A tab that shares nothing with the others. */
  public Tab open(Viewport screen, URI site) {
    String context =
        tools.call("Target.createBrowserContext", Map.of()).get("browserContextId").asText();
    String target =
        tools
            .call("Target.createTarget", Map.of("url", "about:blank", "browserContextId", context))
            .get("targetId")
            .asText();
    String session =
        tools
            .call("Target.attachToTarget", Map.of("targetId", target, "flatten", true))
            .get("sessionId")
            .asText();
    return new Tab(tools, context, session, screen, site);
  }

  @Override
  public void close() throws IOException, InterruptedException {
    tools.close();
    Stream<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()));
    List<ProcessHandle> handles = all.toList();
    handles.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle handle : handles) {
      handle.onExit().join();
    }
    try (Stream<Path> files = Files.walk(profile)) {
      files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    }
  }
}
