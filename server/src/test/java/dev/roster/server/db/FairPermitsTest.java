package dev.roster.server.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.server.testing.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FairPermitsTest {
  private static final Duration PATIENCE = Duration.ofHours(1);

  private final FairPermits permits = new FairPermits(1, PATIENCE);
  private final BlockingQueue<String> done = new LinkedBlockingQueue<>();

  /** A thread that waits for a permit, and keeps it. */
  private Thread waiting(String name) {
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              try {
                done.add(name + " " + permits.acquire());
              } catch (InterruptedException stopped) {
                done.add(name + " interrupted");
              }
            });
    Waiting.until(() -> thread.getState() == Thread.State.WAITING);
    return thread;
  }

  @Test
  void areGivenInTheOrderOfThoseWhoWait() throws Exception {
    assertThat(permits.acquire()).isTrue();
    List<Thread> threads = List.of(waiting("1"), waiting("2"));

    permits.release();
    assertThat(done.take()).isEqualTo("1 true");
    permits.release();
    assertThat(done.take()).isEqualTo("2 true");

    for (Thread thread : threads) {
      thread.join();
    }
  }

  @Test
  void areRefusedToThoseAloneWhoHaveWaitedTooLong() throws Exception {
    assertThat(permits.acquire()).isTrue();
    long before = System.nanoTime();
    Thread first = waiting("1");
    long between = System.nanoTime();
    Thread second = waiting("2");

    permits.refuseOverdue(before + PATIENCE.toNanos() - 1);
    assertThat(done).isEmpty();
    permits.refuseOverdue(between + PATIENCE.toNanos());

    assertThat(done.take()).isEqualTo("1 false");
    assertThat(done).isEmpty();
    permits.release();
    assertThat(done.take()).isEqualTo("2 true");
    first.join();
    second.join();
  }

  @Test
  void areNotLostWithOneWhoIsInterrupted() throws Exception {
    assertThat(permits.acquire()).isTrue();
    Thread first = waiting("1");
    Thread second = waiting("2");

    first.interrupt();
    assertThat(done.take()).isEqualTo("1 interrupted");
    permits.release();

    assertThat(done.take()).isEqualTo("2 true");
    first.join();
    second.join();
  }

  /** An interrupt and a permit that come at the same time. */
  @Test
  void areNotLostInARace() throws Exception {
    AtomicInteger interrupted = new AtomicInteger();
    for (int round = 0; round < 200; round++) {
      assertThat(permits.acquire()).isTrue();
      FutureTask<Boolean> waiting = new FutureTask<>(permits::acquire);
      Thread thread = Thread.ofPlatform().start(waiting);
      Waiting.until(() -> thread.getState() == Thread.State.WAITING);
      Thread other = Thread.ofPlatform().start(thread::interrupt);

      permits.release();

      other.join();
      thread.join();
      try {
        assertThat(waiting.get()).isTrue();
        permits.release();
      } catch (ExecutionException stopped) {
        interrupted.incrementAndGet();
      }
    }
    assertThat(permits.acquire()).isTrue();
    assertThat(interrupted.get()).as("rounds that an interrupt has won").isLessThan(200);
  }

  @Test
  void areNoMoreThanTheirNumber() throws Exception {
    FairPermits two = new FairPermits(2, PATIENCE);
    assertThat(List.of(two.acquire(), two.acquire())).containsOnly(true);
    List<Boolean> third = new ArrayList<>();
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              try {
                third.add(two.acquire());
              } catch (InterruptedException stopped) {
                throw new AssertionError(stopped);
              }
            });
    Waiting.until(() -> thread.getState() == Thread.State.WAITING);

    two.release();

    thread.join();
    assertThat(third).containsExactly(true);
  }

  @Test
  void anInterruptedThreadWaitsForNone() throws Exception {
    assertThat(permits.acquire()).isTrue();
    Thread.currentThread().interrupt();

    assertThatThrownBy(permits::acquire).isInstanceOf(InterruptedException.class);
  }
}
