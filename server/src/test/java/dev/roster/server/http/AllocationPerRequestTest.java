package dev.roster.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.sun.management.ThreadMXBean;
import dev.roster.server.testing.TestServer;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/**
 * The memory that a request allocates: it shows work that no response shows, and is the same on a
 * busy machine. The limits are two fifths above what was measured without the access log, on a
 * compiler that allocates more than that of a long-running server.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("alone")
class AllocationPerRequestTest {
  private static final String KEY = "aaaaaaaa-1111-4000-8000-000000000001";
  private static final String TENANT = "aaaaaaaa-0000-4000-8000-000000000001";
  private static final String ANN = "aaaaaaaa-3333-4000-8000-000000000001";
  private static final Pattern LENGTH = Pattern.compile("(?i)\r\nContent-Length: ([0-9]+)\r\n");
  private static final int REQUESTS = 200;
  private static final int ROUNDS = 5;
  private static final int KB = 1_024;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @AutoClose
  private final TestServer server = TestServer.verifying("two-tenants", VerificationMode.OFF);

  private final Logger accessLog = (Logger) LoggerFactory.getLogger("dev.roster.access");
  private final byte[] buffer = new byte[64 * KB];

  /** The runner of the tests reads the log, and allocates more for a line than Roster does. */
  @BeforeAll
  void logNoRequests() {
    accessLog.setLevel(Level.OFF);
  }

  @AfterAll
  void logRequests() {
    accessLog.setLevel(null);
  }

  @ParameterizedTest
  @CsvSource({
    "93, 200, ann-token, users/me/",
    "120, 200, ann-token, companies/?name__icontains=a&ordering=-created_at",
    "130, 200, ann-token, users/?limit=200",
    "77, 401, no-token, users/me/",
    "114, 400, ann-token, companies/?type=none"
  })
  void ofTheCoolsetApi(int limit, int status, String token, String path) throws IOException {
    assertThat(
            allocated(
                status,
                "GET /api/accounts/" + path + " HTTP/1.1\r\nAuthorization: Bearer " + token))
        .isLessThan(limit * KB);
  }

  @ParameterizedTest
  @CsvSource({"114, user/" + TENANT + "/" + ANN, "102, users/" + TENANT + "/null"})
  void ofTheCompleatApi(int limit, String path) throws IOException {
    assertThat(
            allocated(
                200,
                "GET /api/" + path + " HTTP/1.1\r\nx-api-version: 1\r\nx-api-compleat-key: " + KEY))
        .isLessThan(limit * KB);
  }

  /** A counter that sees nothing would find every limit kept. */
  @Test
  void ofAThreadOfItsOwn() throws InterruptedException {
    long before = THREADS.getTotalThreadAllocatedBytes();
    Thread thread = Thread.ofVirtual().start(() -> assertThat(new byte[KB * KB]).isNotEmpty());
    thread.join();

    assertThat(THREADS.getTotalThreadAllocatedBytes() - before).isGreaterThan(KB * KB);
  }

  /** Bytes for each request: of the round with the fewest, since other threads allocate, too. */
  private long allocated(int status, String head) throws IOException {
    byte[] request = (head + "\r\nHost: roster.test\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    try (Socket socket = new Socket(server.baseUri().getHost(), server.baseUri().getPort())) {
      return Stream.iterate(0, round -> round + 1)
          .limit(ROUNDS)
          .mapToLong(_ -> round(socket, status, request))
          .min()
          .orElseThrow();
    }
  }

  private long round(Socket socket, int status, byte[] request) {
    long before = THREADS.getTotalThreadAllocatedBytes();
    for (int i = 0; i < REQUESTS; i++) {
      try {
        socket.getOutputStream().write(request);
        assertThat(response(socket.getInputStream())).isEqualTo(status);
      } catch (IOException failure) {
        return fail(failure);
      }
    }
    return (THREADS.getTotalThreadAllocatedBytes() - before) / REQUESTS;
  }

  /** Reads a response into the buffer, and returns its status. */
  private int response(InputStream in) throws IOException {
    int filled = 0;
    while (true) {
      int read = in.read(buffer, filled, buffer.length - filled);
      if (read < 0) {
        throw new EOFException();
      }
      filled += read;
      String text = new String(buffer, 0, filled, StandardCharsets.ISO_8859_1);
      int end = text.indexOf("\r\n\r\n") + 4;
      Matcher length = LENGTH.matcher(text);
      if (end >= 4 && length.find() && filled == end + Integer.parseInt(length.group(1))) {
        return Integer.parseInt(text.substring(9, 12));
      }
    }
  }
}
