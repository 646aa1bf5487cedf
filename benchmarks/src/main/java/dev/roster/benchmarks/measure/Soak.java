package dev.roster.benchmarks.measure;

import dev.roster.benchmarks.jvm.JvmConnection;
import dev.roster.benchmarks.load.LoadClient;
import dev.roster.benchmarks.load.LoadResult;
import dev.roster.benchmarks.load.RequestSource;
import dev.roster.benchmarks.process.ProcessTree;
import dev.roster.benchmarks.report.SoakCurve;
import dev.roster.benchmarks.report.SoakCurve.Sample;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** The same load for a long time, with readings of what the server holds. */
public final class Soak {
  private static final double MEGABYTE = 1 << 20;
  private static final double KILOBYTES_PER_MEGABYTE = 1 << 10;
  private static final double NANOS_PER_MINUTE = 60e9;

  private final ProcessTree server;
  private final URI metrics;
  private final Duration between;

  /**
   * A soak of a server that runs.
   *
   * @param metrics the page of its metrics
   * @param between the time between two readings
   */
  public Soak(ProcessTree server, URI metrics, Duration between) {
    this.server = server;
    this.metrics = metrics;
    this.between = between;
  }

  /**
   * Sends requests at a fixed rate.
   *
   * @param each is told of each reading
   */
  public SoakCurve run(
      LoadClient client,
      RequestSource requests,
      double perSecond,
      Duration duration,
      Consumer<Sample> each)
      throws IOException {
    try (JvmConnection jvm =
        JvmConnection.to(server.root())
            .orElseThrow(() -> new IOException("process " + server.root() + " is no JVM"))) {
      CompletableFuture<LoadResult> load =
          CompletableFuture.supplyAsync(() -> load(client, requests, perSecond, duration));
      List<Sample> samples = new ArrayList<>();
      long begin = System.nanoTime();
      while (!isOver(load)) {
        Sample sample = sample(jvm, (System.nanoTime() - begin) / NANOS_PER_MINUTE);
        samples.add(sample);
        each.accept(sample);
      }
      LoadResult result = load.join();
      return new SoakCurve(samples, result.requests(), result.errors());
    } catch (CompletionException failure) {
      throw new IOException("the load fails: " + failure.getMessage(), failure);
    }
  }

  private static LoadResult load(
      LoadClient client, RequestSource requests, double perSecond, Duration duration) {
    try {
      return client.openModel(requests, perSecond, duration);
    } catch (IOException failure) {
      throw new CompletionException(failure);
    }
  }

  /** Waits until the next reading is due, or the load has ended. */
  private boolean isOver(CompletableFuture<LoadResult> load) throws IOException {
    try {
      load.get(between.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException goesOn) {
      return false;
    } catch (ExecutionException failure) {
      throw new IOException("the load fails: " + failure.getMessage(), failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", stopped);
    }
  }

  private Sample sample(JvmConnection jvm, double minute) throws IOException {
    double heap = jvm.heapAfterCollection() / MEGABYTE;
    MetricsPage page = MetricsPage.read(metrics);
    return new Sample(
        minute,
        heap,
        server.pssKilobytes().orElse(0) / KILOBYTES_PER_MEGABYTE,
        server.threads(),
        server.openFiles(),
        page.sum("hikaricp_connections"),
        page.series().size());
  }
}
