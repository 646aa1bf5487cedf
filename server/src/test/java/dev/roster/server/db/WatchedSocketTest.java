package dev.roster.server.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.server.testing.Waiting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WatchedSocketTest {
  private static final int LIMIT_MILLIS = 3_600_000;
  private static final long LIMIT = TimeUnit.MILLISECONDS.toNanos(LIMIT_MILLIS);

  @AutoClose private final ServerSocket listener = listener();
  @AutoClose private final Socket socket = new WatchedSocketFactory().createSocket();
  @AutoClose private Socket peer;

  private static ServerSocket listener() {
    try {
      return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    } catch (IOException unusable) {
      throw new AssertionError(unusable);
    }
  }

  @BeforeEach
  void connect() throws IOException {
    socket.setSoTimeout(LIMIT_MILLIS);
    socket.connect(listener.getLocalSocketAddress());
    peer = listener.accept();
  }

  /** A read that has begun. */
  private static FutureTask<Integer> begun(Callable<Integer> read) {
    FutureTask<Integer> reading = new FutureTask<>(read);
    Thread thread = Thread.ofVirtual().start(reading);
    Waiting.until(() -> thread.getState() == Thread.State.WAITING);
    return reading;
  }

  @Test
  void aReadThatTakesTooLongFailsLikeAnyTimeout() {
    long before = System.nanoTime();
    FutureTask<Integer> reading = begun(() -> socket.getInputStream().read(new byte[9], 0, 9));
    long after = System.nanoTime();

    WatchedSocketFactory.closeOverdue(before + LIMIT - 1);
    assertThat(reading.isDone()).isFalse();
    WatchedSocketFactory.closeOverdue(after + LIMIT + 1);

    assertThatThrownBy(reading::get)
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOf(SocketTimeoutException.class)
        .hasMessage("no answer within 3600000 ms");
    assertThat(socket.isClosed()).isTrue();
  }

  @Test
  void aSocketThatIsNotReadIsNeverOverdue() throws IOException {
    peer.getOutputStream().write(7);
    assertThat(socket.getInputStream().read()).isEqualTo(7);

    WatchedSocketFactory.closeOverdue(System.nanoTime() + 2 * LIMIT);

    peer.getOutputStream().write(255);
    assertThat(socket.getInputStream().read()).isEqualTo(255);
    peer.close();
    assertThat(socket.getInputStream().read()).isEqualTo(-1);
  }

  @Test
  void withoutALimitAReadMayTakeForEver() throws Exception {
    socket.setSoTimeout(0);
    FutureTask<Integer> reading = begun(() -> socket.getInputStream().read());

    WatchedSocketFactory.closeOverdue(System.nanoTime() + 2 * LIMIT);

    assertThat(reading.isDone()).isFalse();
    peer.getOutputStream().write(7);
    assertThat(reading.get()).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, LIMIT_MILLIS})
  void aDeadlineEndsAReadBeforeTheLimitDoes(int limit) throws IOException {
    socket.setSoTimeout(limit);
    long end = System.nanoTime() + LIMIT / 2;
    FutureTask<Integer> reading =
        begun(() -> {
          AtomicInteger read = new AtomicInteger();
          AtomicReference<IOException> failure = new AtomicReference<>();
          Deadline.run(
              end,
              () -> {
                try {
                  read.set(socket.getInputStream().read());
                } catch (IOException overdue) {
                  failure.set(overdue);
                }
              });
          if (failure.get() != null) {
            throw failure.get();
          }
          return read.get();
        });

    WatchedSocketFactory.closeOverdue(end - 1);
    assertThat(reading.isDone()).isFalse();
    WatchedSocketFactory.closeOverdue(end + 2);

    assertThatThrownBy(reading::get).cause().isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void aShortLimitIsExact() throws IOException {
    socket.setSoTimeout(1);

    assertThatThrownBy(() -> socket.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
    assertThat(socket.isClosed()).isFalse();
    assertThat(socket.getSoTimeout()).isEqualTo(1);
    socket.setSoTimeout(1_001);
    assertThat(socket.getSoTimeout()).isEqualTo(1_001);
  }

  @Test
  void aSocketThatSomebodyElseClosesHasNotTimedOut() throws Exception {
    FutureTask<Integer> reading = begun(() -> socket.getInputStream().read());

    socket.close();

    assertThatThrownBy(reading::get).cause().isExactlyInstanceOf(SocketException.class);
  }
}
