package dev.roster.server.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class LineOutputTest {
  private static final Duration PATIENCE = Duration.ofMillis(100);

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  private LineOutput output(LineOutput.Sink sink) {
    return new LineOutput(sink, PATIENCE, missing -> bytes(missing + " dropped\n"));
  }

  private static byte[] bytes(String line) {
    return line.getBytes(StandardCharsets.UTF_8);
  }

  private String text() {
    return written.toString(StandardCharsets.UTF_8);
  }

  @Test
  void ofAllThreadsOneWaitsForAReaderThatDoesNotRead() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch reading = new CountDownLatch(1);
    LineOutput output =
        output(bytes -> {
          begun.countDown();
          await(reading);
          written.write(bytes);
        });
    Thread stuck = Thread.ofVirtual().start(() -> output.write(bytes("first\n")));
    begun.await();

    // these would never return
    output.write(bytes("second\n"));
    output.write(bytes("third\n"));
    assertThat(text()).isEmpty();

    reading.countDown();
    stuck.join();
    output.write(bytes("fourth\n"));
    output.write(bytes("fifth\n"));
    assertThat(text()).isEqualTo("first\n2 dropped\nfourth\nfifth\n");
  }

  /** 64 requests run at a time: if all waited for their line, none would be served. */
  @Test
  void ofManyThreadsSomeDoNotWaitForLong() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch reading = new CountDownLatch(1);
    LineOutput output =
        new LineOutput(
            bytes -> {
              begun.countDown();
              await(reading);
            },
            Duration.ofHours(1),
            missing -> bytes(missing + " dropped\n"));
    Semaphore dropped = new Semaphore(0);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      threads.submit(() -> output.write(bytes("first\n")));
      begun.await();
      for (int i = 0; i < 64; i++) {
        threads.submit(() -> {
          output.write(bytes("line\n"));
          dropped.release();
        });
      }

      boolean enough = dropped.tryAcquire(10, 30, TimeUnit.SECONDS);
      reading.countDown();
      assertThat(enough).isTrue();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  @Test
  void whenADiskHasSpaceAgainTheLogGoesOnAtALineOfItsOwn() {
    AtomicBoolean full = new AtomicBoolean();
    LineOutput output =
        output(bytes -> {
          if (full.get()) {
            written.write(bytes, 0, 3);
            throw new IOException("No space left on device");
          }
          written.write(bytes);
        });
    output.write(bytes("first\n"));
    full.set(true);
    output.write(bytes("second\n"));
    full.set(false);
    output.write(bytes("third\n"));

    assertThat(text()).isEqualTo("first\nsec\n1 dropped\nthird\n");
  }

  @Test
  void aThreadThatWasInterruptedWritesAllTheSameAndStaysInterrupted() {
    LineOutput output = output(written::write);
    Thread.currentThread().interrupt();

    output.write(bytes("first\n"));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(text()).isEqualTo("first\n");
  }
}
