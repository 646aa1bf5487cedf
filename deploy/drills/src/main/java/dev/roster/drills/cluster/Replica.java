package dev.roster.drills.cluster;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A process {@code roster serve}. Safe for use by many threads. */
public final class Replica implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofSeconds(90);
  private static final Duration LONGEST_END = Duration.ofSeconds(60);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  private final int number;
  private final int port;
  private final int managementPort;
  private final List<String> command;
  private final Map<String, String> environment;
  private final Path log;
  private volatile @Nullable Process process;

  /**
   * @param number counts from 0
   * @param command without the ports
   */
  Replica(
      int number,
      List<Integer> ports,
      List<String> command,
      Map<String, String> environment,
      Path folder) {
    this.number = number;
    this.port = ports.get(0);
    this.managementPort = ports.get(1);
    this.command = List.copyOf(command);
    this.environment = Map.copyOf(environment);
    this.log = folder.resolve("replica-" + number + ".log");
  }

  /** Starts the process, and does not wait. */
  public void start() {
    List<String> all = new java.util.ArrayList<>(command);
    all.addAll(List.of("--port", Integer.toString(port)));
    all.addAll(List.of("--management-port", Integer.toString(managementPort)));
    ProcessBuilder builder =
        new ProcessBuilder(all)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    try {
      process = builder.start();
    } catch (IOException failure) {
      throw new DrillException("roster cannot be run", failure);
    }
  }

  /** Waits until {@code /readyz} responds 200. */
  public void awaitReady() {
    Await.until(
        "replica " + number + " is ready, see " + log,
        LONGEST_START,
        () -> {
          if (!isAlive()) {
            throw new DrillException("replica " + number + " ended, see " + log);
          }
          return isReady();
        });
  }

  /** Reports whether {@code /readyz} responds 200. */
  public boolean isReady() {
    HttpRequest request =
        HttpRequest.newBuilder(management().resolve("/readyz"))
            .timeout(Duration.ofSeconds(3))
            .build();
    try {
      return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Ends the process by SIGTERM.
   *
   * @return its exit code
   */
  public int terminate() {
    Process running = running();
    running.destroy();
    return end(running);
  }

  /** Ends the process by SIGKILL, and returns when it is gone. */
  public void kill() {
    Process running = running();
    running.destroyForcibly();
    end(running);
  }

  /** Sends a signal, such as {@code STOP} and {@code CONT}. */
  public void signal(String name) {
    Commands.run("kill", "-" + name, Long.toString(running().pid()));
  }

  public boolean isAlive() {
    Process current = process;
    return current != null && current.isAlive();
  }

  /** Counts from 0. */
  public int number() {
    return number;
  }

  /** The URL of its root. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** The URL of its management port. */
  public URI management() {
    return URI.create("http://127.0.0.1:" + managementPort);
  }

  public long pid() {
    return running().pid();
  }

  /** The file of its output. */
  public Path log() {
    return log;
  }

  @Override
  public void close() {
    Process current = process;
    if (current != null && current.isAlive()) {
      current.destroyForcibly();
      end(current);
    }
  }

  private Process running() {
    Process current = process;
    if (current == null) {
      throw new DrillException("replica " + number + " was not started");
    }
    return current;
  }

  private int end(Process ending) {
    try {
      if (!ending.waitFor(LONGEST_END.toSeconds(), TimeUnit.SECONDS)) {
        throw new DrillException("replica " + number + " does not end");
      }
      return ending.exitValue();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new DrillException("interrupted", interrupted);
    }
  }
}
