package dev.roster.server.mail;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;

class SmtpSocketTest {

  /** Each byte comes in time, and the reply never ends. */
  @Test
  void aReplyThatComesAByteAtATimeIsGivenUp() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        SmtpSocket line =
            SmtpSocket.open(SmtpUrl.parse("smtp://127.0.0.1:" + server.getLocalPort()));
        Socket other = server.accept()) {
      InputStream in = line.getInputStream();
      OutputStream out = other.getOutputStream();
      line.answerWithin(200);

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

  @Test
  void aHostWithoutAnAddressIsNamed() {
    assertThatThrownBy(() -> SmtpSocket.open(SmtpUrl.parse("smtp://mail.invalid")))
        .hasMessageContaining("mail.invalid");
  }
}
