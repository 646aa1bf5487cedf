package dev.roster.server.http;

import dev.roster.server.testing.Linearizability;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One request runs at a time and one waits, while others come and end. */
@Tag("concurrency")
public class RequestThreadsConcurrencyTest {
  private final Begun begun = new Begun();
  private final RequestThreads threads =
      new RequestThreads(
          1, 1, Duration.ofDays(1), begun, new RefusalPause(() -> 0, nanos -> {}), () -> 0);
  private final AtomicInteger come = new AtomicInteger();
  private final AtomicInteger served = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();

  public RequestThreadsConcurrencyTest() {
    come();
  }

  @Operation
  public final void come() {
    come.incrementAndGet();
    threads.execute(() -> (RequestThreads.isRefused() ? refused : served).incrementAndGet());
  }

  @Operation
  public void end() {
    Runnable running = begun.work.poll();
    if (running != null) {
      running.run();
    }
  }

  @Validate
  public void noRequestIsLostAndNoRoomIsGivenTwice() {
    int left = come.get() - served.get() - refused.get();

    Linearizability.requireEqual(threads.waiting(), Math.min(left, 2));
    Linearizability.requireEqual(threads.running(), Math.min(left, 1));
    Linearizability.requireEqual(begun.work.size(), Math.min(left, 1));
  }

  @Test
  void ofRequestsAtOnceNoneIsLost() {
    Linearizability.check(RequestThreadsConcurrencyTest.class, 15);
  }

  /** Keeps what was begun until the test lets it end. */
  private static final class Begun extends AbstractExecutorService {
    private final Queue<Runnable> work = new ConcurrentLinkedQueue<>();

    @Override
    public void execute(Runnable task) {
      work.add(task);
    }

    @Override
    public void shutdown() {
      work.clear();
    }

    @Override
    public List<Runnable> shutdownNow() {
      return List.of();
    }

    @Override
    public boolean isShutdown() {
      return false;
    }

    @Override
    public boolean isTerminated() {
      return false;
    }

    @Override
    public boolean awaitTermination(long time, TimeUnit unit) {
      return false;
    }
  }
}
