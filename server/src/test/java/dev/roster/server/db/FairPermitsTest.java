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

  private final FairPermits permits = new FairPermits(1);
  private final BlockingQueue<String> done = new LinkedBlockingQueue<>();

  private static long later() {
    return System.nanoTime() + PATIENCE.toNanos();
  }

  /** A thread that waits for a permit, and keeps it. */
  private Thread waiting(String name) {
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              try {
                done.add(name + " " + permits.acquire(later()));
              } catch (InterruptedException stopped) {
                done.add(name + " interrupted");
              }
            });
    Waiting.until(() -> thread.getState() == Thread.State.WAITING);
    return thread;
  }

  @Test
  void areGivenInTheOrderOfThoseWhoWait() throws Exception {
    assertThat(permits.acquire(later())).isTrue();
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
    assertThat(permits.acquire(later())).isTrue();
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
  void areWaitedForUntilTheOwnEndOfEach() throws Exception {
    assertThat(permits.acquire(later())).isTrue();
    Thread patient = waiting("patient");
    long soon = System.nanoTime() + PATIENCE.toNanos() / 2;
    FutureTask<Boolean> impatient = new FutureTask<>(() -> permits.acquire(soon));
    Thread thread = Thread.ofPlatform().start(impatient);
    Waiting.until(() -> thread.getState() == Thread.State.WAITING);

    permits.refuseOverdue(soon);

    assertThat(impatient.get()).isFalse();
    permits.release();
    assertThat(done.take()).isEqualTo("patient true");
    patient.join();
  }

  @Test
  void areNotWaitedForWithoutTime() throws Exception {
    assertThat(permits.acquire(System.nanoTime())).as("one that is free").isTrue();

    assertThat(permits.acquire(System.nanoTime())).isFalse();
    assertThat(permits.waiting()).isZero();
  }

  @Test
  void areNotLostWithOneWhoIsInterrupted() throws Exception {
    assertThat(permits.acquire(later())).isTrue();
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
      assertThat(permits.acquire(later())).isTrue();
      FutureTask<Boolean> waiting = new FutureTask<>(() -> permits.acquire(later()));
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
    assertThat(permits.acquire(later())).isTrue();
    assertThat(interrupted.get()).as("rounds that an interrupt has won").isLessThan(200);
  }

  @Test
  void areNoMoreThanTheirNumber() throws Exception {
    FairPermits two = new FairPermits(2);
    assertThat(List.of(two.acquire(later()), two.acquire(later()))).containsOnly(true);
    List<Boolean> third = new ArrayList<>();
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              try {
                third.add(two.acquire(later()));
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
    assertThat(permits.acquire(later())).isTrue();
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> permits.acquire(later())).isInstanceOf(InterruptedException.class);
  }
}
