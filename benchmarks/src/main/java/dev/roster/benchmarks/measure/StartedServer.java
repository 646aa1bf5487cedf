package dev.roster.benchmarks.measure;

import dev.roster.benchmarks.load.LoadClient;
import dev.roster.benchmarks.process.ProcessTree;
import dev.roster.benchmarks.scenario.Scenario;
import dev.roster.benchmarks.scenario.ScenarioRequests;
import dev.roster.benchmarks.scenario.Scenarios;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A server that this process started, and stops. */
public final class StartedServer implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofMinutes(5);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final int PATIENCE_SECONDS = 30;

  private final Process process;
  private final MeasuredServer server;
  private final Start start;

  private StartedServer(Process process, MeasuredServer server, Start start) {
    this.process = process;
    this.server = server;
    this.start = start;
  }

  /**
   * The start of a server, up to its first response.
   *
   * @param cpuSeconds of the server, without the database
   */
  public record Start(double wallSeconds, double cpuSeconds) {}

  /**
   * Starts a server and waits for its first response with the expected status.
   *
   * @param command for the shell
   * @param log takes the output of the server
   * @param scenario the request that is tried
   */
  public static StartedServer start(
      String name, URI url, String command, Path log, Scenarios scenarios, Scenario scenario)
      throws IOException {
    long begin = System.nanoTime();
    Process process =
        new ProcessBuilder("sh", "-c", "exec " + command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      InetSocketAddress address = new InetSocketAddress(url.getHost(), url.getPort());
      awaitResponse(process, address, ScenarioRequests.of(scenarios, scenario, address, ""), log);
      double wall = (System.nanoTime() - begin) / 1e9;
      double cpu = new ProcessTree(process.pid()).cpu().total();
      MeasuredServer server = new MeasuredServer(name, url, process.pid());
      return new StartedServer(process, server, new Start(wall, cpu));
    } catch (IOException | RuntimeException failure) {
      process.destroyForcibly();
      throw failure;
    }
  }

  private static void awaitResponse(
      Process process, InetSocketAddress address, ScenarioRequests requests, Path log)
      throws IOException {
    long end = System.nanoTime() + LONGEST_START.toNanos();
    while (!responds(address, requests)) {
      if (!process.isAlive() || System.nanoTime() - end > 0) {
        throw new IOException("the server did not start; its output is in " + log);
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private static boolean responds(InetSocketAddress address, ScenarioRequests requests) {
    try {
      // one request, since a rate of 1000 is one in a millisecond
      return new LoadClient(address, 1).openModel(requests, 1000, Duration.ofMillis(1)).requests()
          == 1;
    } catch (IOException refused) {
      return false;
    }
  }

  /** The server, as one that was started by hand. */
  public MeasuredServer server() {
    return server;
  }

  /** The time that the start took. */
  public Start start() {
    return start;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
