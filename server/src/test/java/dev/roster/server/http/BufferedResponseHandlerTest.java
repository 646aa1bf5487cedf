package dev.roster.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Responses that are larger than what the operating system takes for a reader at once. */
@Timeout(60)
class BufferedResponseHandlerTest {
  private static final int LARGE = 16 * 1024 * 1024;
  private static final int SMALL = 10;
  private static final HttpLimits LIMITS = HttpLimits.defaults().keeping(10L * LARGE);

  private static final class Bodies extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      int size = request.getHttpURI().getPath().equals("/large") ? LARGE : SMALL;
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, size);
      response.write(true, ByteBuffer.allocate(size), callback);
      return true;
    }
  }

  private static HandlerFixture fixture(HttpLimits limits) throws Exception {
    return new HandlerFixture(
        new BufferedResponseHandler(limits, new Bodies()), request -> request);
  }

  /** A client that has asked and reads nothing yet. */
  private static Socket asking(HandlerFixture fixture, String path) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096);
    fixture.connect(socket);
    ask(socket, path);
    return socket;
  }

  private static void ask(Socket socket, String path) throws IOException {
    HandlerFixture.send(socket, "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
  }

  /** Reads one response; returns how many bytes of its body came before the connection ended. */
  private static int read(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int c = in.read();
      if (c < 0) {
        return -1;
      }
      head.append((char) c);
    }
    int length =
        Integer.parseInt(head.toString().replaceAll("(?si).*content-length: (\\d+).*", "$1"));
    byte[] piece = new byte[65_536];
    int got = 0;
    try {
      for (int n = 0;
          got < length && n >= 0;
          n = in.read(piece, 0, Math.min(piece.length, length - got))) {
        got += n;
      }
    } catch (IOException reset) {
      return got;
    }
    return got;
  }

  @Test
  void aReaderThatIsTooSlowIsDisconnected() throws Exception {
    try (HandlerFixture fixture = fixture(LIMITS);
        Socket client = asking(fixture, "/large")) {
      ManualScheduler.Later deadline = fixture.deadlines().next();
      assertThat(deadline.delay())
          .isEqualTo(LIMITS.response().plusSeconds(LARGE / HttpLimits.SLOWEST_READER));
      deadline.run();

      assertThat(read(client)).isLessThan(LARGE);
    }
  }

  @Test
  void aReaderThatIsDoneIsNotDisconnectedByALateDeadline() throws Exception {
    try (HandlerFixture fixture = fixture(LIMITS);
        Socket client = asking(fixture, "/large")) {
      ManualScheduler.Later deadline = fixture.deadlines().next();
      assertThat(read(client)).isEqualTo(LARGE);
      assertThat(deadline.awaitCancelled()).isTrue();
      deadline.run();

      ask(client, "/small");
      assertThat(read(client)).isEqualTo(SMALL);
    }
  }

  @Test
  void theOldestResponseIsGivenUpWhereAllNeedTooMuchMemory() throws Exception {
    try (HandlerFixture fixture = fixture(LIMITS.keeping(2L * LARGE));
        Socket oldest = asking(fixture, "/large")) {
      fixture.deadlines().next();
      try (Socket second = asking(fixture, "/large")) {
        fixture.deadlines().next();
        try (Socket third = asking(fixture, "/large")) {
          fixture.deadlines().next();

          assertThat(read(oldest)).isLessThan(LARGE);
          assertThat(read(second)).isEqualTo(LARGE);
          assertThat(read(third)).isEqualTo(LARGE);
        }
      }
    }
  }

  @Test
  void aSmallResponseNeedsNoDeadline() throws Exception {
    try (HandlerFixture fixture = fixture(LIMITS);
        Socket client = asking(fixture, "/small")) {
      assertThat(read(client)).isEqualTo(SMALL);
      assertThat(fixture.deadlines().size()).isZero();
    }
  }
}
