package dev.roster.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkedBytesTest {
  private static final int LARGEST_CHUNK = 16 * 1024;

  private final AtomicLong memory = new AtomicLong();
  private final ChunkedBytes bytes = new ChunkedBytes(memory::addAndGet);

  private byte[] moved() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    bytes.moveTo(out);
    return out.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1023, 1024, 1025, 3072, 100_000})
  void whatIsWrittenIsMovedOnce(int length) throws IOException {
    byte[] written = new byte[length];
    new Random(length).nextBytes(written);
    int half = length / 2;
    bytes.write(written, 0, half);
    bytes.write(written, half, length - half);

    assertThat(bytes.size()).isEqualTo(length);
    assertThat(moved()).isEqualTo(written);
    assertThat(bytes.size()).isZero();
    assertThat(moved()).isEmpty();
  }

  @Test
  void aByteIsWritten() throws IOException {
    bytes.write('x');

    assertThat(moved()).containsExactly('x');
  }

  @Test
  void memoryIsTakenBeforeEachChunkAndLittleMoreThanThereAreBytes() {
    bytes.write(new byte[1], 0, 1);
    assertThat(memory).hasValue(1024);

    bytes.write(new byte[1_000_000], 0, 1_000_000);

    assertThat(memory.get()).isBetween(bytes.size(), bytes.size() + LARGEST_CHUNK);
  }

  @Test
  void aRefusalOfMemoryIsPassedOn() {
    ChunkedBytes refused =
        new ChunkedBytes(_ -> {
          throw new IllegalStateException("full");
        });

    assertThatIllegalStateException()
        .isThrownBy(() -> refused.write(new byte[1], 0, 1))
        .withMessage("full");
  }
}
