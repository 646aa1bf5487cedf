package dev.roster.server.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SamplerTest {
  private static final int CALLERS = 50;

  @Test
  void manyCallersReadTheSourceOnce() throws InterruptedException {
    AtomicInteger reads = new AtomicInteger();
    CountDownLatch all = new CountDownLatch(CALLERS);
    Sampler<Integer> sampler =
        new Sampler<>(() -> {
          await(all);
          return reads.incrementAndGet();
        });
    AtomicInteger sum = new AtomicInteger();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CALLERS; i++) {
        callers.submit(() -> {
          all.countDown();
          sum.addAndGet((int) sampler.value(Integer::doubleValue));
        });
      }
    }

    assertThat(reads).hasValue(1);
    assertThat(sum).hasValue(CALLERS);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  @Test
  void aSourceThatFailsHasNoNumber() {
    Sampler<Integer> failing =
        new Sampler<>(() -> {
          throw new IllegalStateException("gone");
        });

    assertThat(failing.value(Integer::doubleValue)).isNaN();
  }

  /** A late failure is not waited for, but the next caller is told. */
  @Test
  void aFailureThatComesLateIsToldForASecond() {
    AtomicLong millis = new AtomicLong();
    Queue<Runnable> reads = new ArrayDeque<>();
    Sampler<Integer> failing =
        new Sampler<>(
            () -> {
              throw new IllegalStateException("gone");
            },
            () -> TimeUnit.MILLISECONDS.toNanos(millis.get()),
            read -> {
              reads.add(read);
              millis.addAndGet(2_000);
            });
    assertThatThrownBy(failing::get).isInstanceOf(TimeoutException.class);
    millis.addAndGet(1_000);
    reads.remove().run();

    millis.addAndGet(900);
    assertThatThrownBy(failing::get).hasRootCauseMessage("gone");
    millis.addAndGet(200);
    assertThatThrownBy(failing::get).isInstanceOf(TimeoutException.class);
    assertThat(reads).hasSize(1);
  }

  /** A frozen database must not freeze those who look at the metrics, nor be asked again. */
  @Test
  void aSourceThatHangsHasNoNumberAndIsReadOnce() {
    AtomicInteger reads = new AtomicInteger();
    CountDownLatch never = new CountDownLatch(1);
    Sampler<Integer> hanging =
        new Sampler<>(() -> {
          reads.incrementAndGet();
          await(never);
          return 1;
        });
    long begin = System.nanoTime();

    for (int i = 0; i < 20; i++) {
      assertThat(hanging.value(Integer::doubleValue)).isNaN();
    }

    assertThat(reads).hasValue(1);
    // all wait together, not one after the other
    assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(10));
    never.countDown();
  }
}
