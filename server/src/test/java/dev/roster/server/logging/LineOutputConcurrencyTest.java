package dev.roster.server.logging;

import dev.roster.server.testing.Linearizability;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("concurrency")
public class LineOutputConcurrencyTest {
  private static final byte[] LINE = "line\n".getBytes(StandardCharsets.UTF_8);
  private static final byte[] TOO_LONG = "for a full disk\n".getBytes(StandardCharsets.UTF_8);

  private final AtomicInteger asked = new AtomicInteger();
  private final LineOutput output =
      new LineOutput(this::sink, Duration.ofHours(1), LineOutputConcurrencyTest::notice);

  /** Of the thread that writes, and so no more than it is safe for. */
  private long told;

  private static byte[] notice(long missing) {
    return Long.toString(missing).getBytes(StandardCharsets.UTF_8);
  }

  private void sink(byte[] bytes) throws IOException {
    if (bytes == TOO_LONG) {
      throw new IOException("No space left on device");
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (!text.equals("\n")) {
      told += bytes == LINE ? 1 : Long.parseLong(text);
    }
  }

  @Operation
  public void write() {
    asked.incrementAndGet();
    output.write(LINE);
  }

  @Operation
  public void writeToAFullDisk() {
    asked.incrementAndGet();
    output.write(TOO_LONG);
  }

  /** Dropped if another thread writes, since a thread that is interrupted waits for nobody. */
  @Operation
  public void writeInterrupted() {
    Thread.currentThread().interrupt();
    write();
    var unused = Thread.interrupted();
  }

  @Validate
  public void eachLineIsWrittenOrCountedAsDropped() {
    write();

    Linearizability.requireEqual(told, (long) asked.get());
  }

  @Test
  void noLineOfThreadsAtOnceIsMissingWithoutANotice() {
    Linearizability.check(LineOutputConcurrencyTest.class, 10);
  }
}
