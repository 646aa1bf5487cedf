package dev.roster.server.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class SmtpSocketTest {
  /** Both ends of a connection. */
  private record Connection(SmtpSocket line, Socket other) implements AutoCloseable {
    static Connection open(LongSupplier nanos) throws IOException {
      try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        SmtpUrl url = SmtpUrl.parse("smtp://127.0.0.1:" + server.getLocalPort());
        return new Connection(SmtpSocket.open(url, nanos), server.accept());
      }
    }

    @Override
    public void close() throws IOException {
      line.close();
      other.close();
    }
  }

  /** Each byte comes in time, and the reply never ends. */
  @Test
  void aReplyThatComesAByteAtATimeIsGivenUp() throws Exception {
    try (Connection connection = Connection.open(System::nanoTime)) {
      InputStream in = connection.line().getInputStream();
      OutputStream out = connection.other().getOutputStream();
      connection.line().answerWithin(200);

      assertThatThrownBy(
              () -> {
                while (true) {
                  out.write('2');
                  in.read();
                }
              })
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessage("the mail server takes too long");
    }
  }

  /** A read that began in time must not go on for as long again. */
  @Test
  void eachReadMayTakeOnlyWhatIsLeftOfItsStep() throws Exception {
    AtomicLong nanos = new AtomicLong();
    try (Connection connection = Connection.open(nanos::get)) {
      SmtpSocket line = connection.line();
      InputStream in = line.getInputStream();
      connection.other().getOutputStream().write("220".getBytes(StandardCharsets.US_ASCII));

      in.read();
      assertThat(line.getSoTimeout()).isEqualTo(30_000);
      nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(29_999));
      in.read();
      assertThat(line.getSoTimeout()).isEqualTo(1);
      nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
      assertThatThrownBy(in::read).hasMessage("the mail server takes too long");

      line.answerInTime();
      in.read();
      assertThat(line.getSoTimeout()).as("the next step").isEqualTo(30_000);
    }
  }

  @Test
  void allStepsTogetherHaveThreeMinutesButForTheEndOfTheMail() throws Exception {
    AtomicLong nanos = new AtomicLong();
    try (Connection connection = Connection.open(nanos::get)) {
      SmtpSocket line = connection.line();
      InputStream in = line.getInputStream();
      connection.other().getOutputStream().write("250".getBytes(StandardCharsets.US_ASCII));

      nanos.addAndGet(TimeUnit.SECONDS.toNanos(175));
      line.answerInTime();
      in.read();
      assertThat(line.getSoTimeout()).isEqualTo(5_000);
      line.answerWithin(360_000);
      in.read();
      assertThat(line.getSoTimeout()).isEqualTo(360_000);
      nanos.addAndGet(TimeUnit.SECONDS.toNanos(360));
      assertThatThrownBy(in::read).hasMessage("the mail server takes too long");
    }
  }

  @Test
  void aHostWithoutAnAddressIsNamed() {
    assertThatThrownBy(() -> SmtpSocket.open(SmtpUrl.parse("smtp://mail.invalid")))
        .hasMessageContaining("mail.invalid");
  }
}
