package dev.roster.benchmarks.measure;

import dev.roster.benchmarks.load.LoadClient;
import dev.roster.benchmarks.load.LoadResult;
import dev.roster.benchmarks.load.RequestSource;
import dev.roster.benchmarks.process.CpuTime;
import dev.roster.benchmarks.process.MachineTime;
import dev.roster.benchmarks.process.ProcessTree;
import dev.roster.benchmarks.report.WarmUpCurve;
import dev.roster.benchmarks.report.WarmUpCurve.Second;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A closed loop from the first request on, with a reading in each second. */
public final class WarmUp {
  private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();

  private final ProcessTree server;
  private final Optional<ProcessTree> postgres;
  private final ProcessTree client = new ProcessTree(ProcessHandle.current().pid());

  /** A warm-up of a server that has just started. */
  public WarmUp(ProcessTree server, Optional<ProcessTree> postgres) {
    this.server = server;
    this.postgres = postgres;
  }

  /** Sends requests for so many seconds. */
  public WarmUpCurve run(LoadClient client, RequestSource requests, int seconds)
      throws IOException {
    AtomicLong sent = new AtomicLong();
    RequestSource counted =
        () -> {
          sent.lazySet(sent.getPlain() + 1);
          return requests.next();
        };
    CompletableFuture<LoadResult> load =
        CompletableFuture.supplyAsync(() -> load(client, counted, seconds));
    MachineTime machine = MachineTime.now();
    double measured = measured();
    List<Second> curve = readEachSecond(sent, seconds);
    double others = MachineTime.now().since(machine).shareOfOthers(measured() - measured);
    try {
      return new WarmUpCurve(curve, load.join().errors(), others);
    } catch (CompletionException failure) {
      throw new IOException("the load fails: " + failure.getMessage(), failure);
    }
  }

  private static LoadResult load(LoadClient client, RequestSource requests, int seconds) {
    try {
      return client.closedLoop(requests, Duration.ofSeconds(seconds));
    } catch (IOException failure) {
      throw new CompletionException(failure);
    }
  }

  private List<Second> readEachSecond(AtomicLong sent, int seconds) {
    List<Second> curve = new ArrayList<>();
    long begin = System.nanoTime();
    long countBefore = 0;
    CpuTime before = server.cpu();
    double databaseBefore = database();
    for (int second = 1; second <= seconds; second++) {
      waitUntil(begin + second * SECOND_NANOS);
      long count = sent.get();
      CpuTime now = server.cpu();
      double database = database();
      CpuTime spent = now.since(before);
      curve.add(
          new Second(
              second,
              count - countBefore,
              spent.total(),
              spent.compilers(),
              database - databaseBefore));
      countBefore = count;
      before = now;
      databaseBefore = database;
    }
    return curve;
  }

  private double measured() {
    return server.cpu().total() + database() + client.ofRootAlone();
  }

  private double database() {
    return postgres.map(tree -> tree.cpu().total()).orElse(0.0);
  }

  private static void waitUntil(long nanos) {
    for (long now = System.nanoTime(); now - nanos < 0; now = System.nanoTime()) {
      LockSupport.parkNanos(nanos - now);
    }
  }
}
