package dev.roster.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.roster.server.testing.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RequestThreadsTest {
  private static final int MOST = 2;
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final int REFUSED = -100;
  private static final int ADMITTED = 100;

  @AutoClose private final RequestThreads threads = new RequestThreads(MOST, 100, LONG);

  private final BlockingQueue<Integer> begun = new LinkedBlockingQueue<>();
  private final CountDownLatch end = new CountDownLatch(1);

  private void begin(int number) {
    threads.execute(() -> {
      begun.add(number);
      try {
        end.await();
      } catch (InterruptedException stopped) {
        begun.add(-number);
      }
    });
  }

  private List<Integer> next(int count) {
    return IntStream.range(0, count).mapToObj(_ -> next()).toList();
  }

  private Integer next() {
    try {
      return begun.poll(30, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  @Test
  void runsSoManyAtATimeAndCountsThoseThatWait() {
    begin(1);
    begin(2);
    assertThat(next(2)).containsExactlyInAnyOrder(1, 2);
    assertThat(threads.waiting()).isZero();

    begin(3);
    begin(4);
    begin(5);

    assertThat(threads.waiting()).isEqualTo(3);
    assertThat(begun).isEmpty();
    end.countDown();
    assertThat(next(3)).containsExactlyInAnyOrder(3, 4, 5);
    assertThat(threads.waiting()).isZero();
  }

  @Test
  void aTaskThatFailsMakesRoom() {
    for (int i = 0; i < 2 * MOST; i++) {
      threads.execute(() -> {
        throw new IllegalStateException("a test lets this task fail");
      });
    }

    begin(1);

    assertThat(next()).isEqualTo(1);
  }

  @Test
  void refusesWhatIsOneTooManyInTheQueue() {
    try (RequestThreads few = new RequestThreads(1, 1, LONG)) {
      fill(few);
      few.execute(() -> begun.add(2));

      few.execute(this::report);

      assertThat(begun).containsExactly(REFUSED);
      assertThat(few.waiting()).isEqualTo(1);
      end.countDown();
      assertThat(next(2)).containsExactly(REFUSED, 2);
    }
  }

  @Test
  void aRefusalOnArrivalCountsForAPause() {
    AtomicInteger asked = new AtomicInteger();
    RefusalPause pause = new RefusalPause(asked::incrementAndGet, nanos -> {});
    try (RequestThreads few =
        new RequestThreads(
            1, 1, LONG, Executors.newVirtualThreadPerTaskExecutor(), pause, System::nanoTime)) {
      fill(few);
      few.execute(() -> begun.add(2));
      assertThat(asked).hasValue(0);

      few.execute(this::report);

      assertThat(asked).hasValue(1);
      end.countDown();
    }
  }

  @Test
  void refusesWhatHasWaitedTooLong() {
    try (RequestThreads hasty = new RequestThreads(1, 100, Duration.ofMillis(100))) {
      fill(hasty);
      hasty.execute(this::report);

      Waiting.until(() -> {
        hasty.refuseOverdue();
        return hasty.waiting() == 0;
      });

      assertThat(next()).isEqualTo(REFUSED);
    }
  }

  /** A request that waits for longer than expected is not refused just before its turn. */
  @Test
  void whereRequestsEndOneMayWaitForTwiceTheLongestWait() {
    AtomicLong millis = new AtomicLong();
    Semaphore ends = new Semaphore(0);
    Runnable work =
        () -> {
          report();
          if (!RequestThreads.isRefused()) {
            ends.acquireUninterruptibly();
          }
        };
    try (RequestThreads one =
        new RequestThreads(
            1,
            100,
            Duration.ofMillis(100),
            Executors.newVirtualThreadPerTaskExecutor(),
            new RefusalPause(() -> 0, nanos -> {}),
            () -> TimeUnit.MILLISECONDS.toNanos(millis.get()))) {
      one.execute(work);
      one.execute(work);
      assertThat(next()).isEqualTo(ADMITTED);
      millis.set(390);
      ends.release();
      assertThat(next()).isEqualTo(ADMITTED);
      // the last moment of a burst
      millis.set(395);
      one.execute(work);
      one.execute(work);

      millis.set(540);
      ends.release();
      assertThat(next()).as("waited for 145 ms").isEqualTo(ADMITTED);
      millis.set(600);
      ends.release();
      assertThat(next()).as("waited for 205 ms").isEqualTo(REFUSED);
    }
  }

  /** Clients that all begin at once are served, also if the last of them wait for a while. */
  @Test
  void refusesNothingOfABurst() {
    Duration longest = Duration.ofMillis(50);
    try (RequestThreads hasty = new RequestThreads(1, 100, longest)) {
      fill(hasty);
      long begin = System.nanoTime();
      for (int i = 0; i < 100; i++) {
        hasty.execute(this::report);
      }
      Waiting.until(() -> System.nanoTime() - begin > longest.toNanos() * 2);
      hasty.refuseOverdue();
      long looked = System.nanoTime() - begin;

      // on a machine that was away for longer it was no burst
      assumeThat(looked).isLessThan(longest.toNanos() * 4);
      assertThat(begun).isEmpty();
      assertThat(hasty.waiting()).isEqualTo(100);
    }
  }

  @Test
  void refusesAtOnceWhileNothingEndsForLongerThanAnybodyMayWait() {
    try (RequestThreads hasty = new RequestThreads(1, Integer.MAX_VALUE, Duration.ofMillis(100))) {
      fill(hasty);

      // the first ones are queued; later ones are refused before this returns
      Waiting.until(() -> {
        hasty.execute(this::report);
        return !begun.isEmpty();
      });

      assertThat(begun).containsExactly(REFUSED);
      assertThat(hasty.waiting()).isPositive();
    }
  }

  @Test
  void refusesNothingWhileTheServerStops() {
    try (RequestThreads few = new RequestThreads(1, 0, Duration.ZERO)) {
      fill(few);

      few.refuseNothing();
      few.execute(this::report);
      few.refuseOverdue();

      assertThat(few.waiting()).isEqualTo(1);
      end.countDown();
      assertThat(next()).isEqualTo(ADMITTED);
    }
  }

  @Test
  void whatWaitsIsForgottenWhenItIsClosed() {
    RequestThreads few = new RequestThreads(1, 100, LONG);
    fill(few);
    few.execute(this::report);

    few.close();

    assertThat(few.waiting()).isZero();
    assertThat(begun).doesNotContain(ADMITTED);
  }

  private void fill(RequestThreads one) {
    CountDownLatch runs = new CountDownLatch(1);
    one.execute(() -> {
      runs.countDown();
      try {
        end.await();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    });
    Waiting.until(() -> runs.getCount() == 0);
  }

  private void report() {
    begun.add(RequestThreads.isRefused() ? REFUSED : ADMITTED);
  }

  @Test
  void runsOnVirtualThreads() {
    threads.execute(() -> begun.add(Thread.currentThread().isVirtual() ? 1 : 0));

    assertThat(next()).isEqualTo(1);
  }

  @Test
  void interruptsWhatRunsWhenItIsClosed() {
    begin(1);
    assertThat(next()).isEqualTo(1);

    threads.close();

    assertThat(next()).isEqualTo(-1);
    assertThatThrownBy(() -> begin(2)).isInstanceOf(RejectedExecutionException.class);
    assertThat(threads.waiting()).isZero();
  }
}
