package dev.roster.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.benchmarks.load.RequestSource.HttpRequestBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoadClientTest {
  private static final byte[] REQUEST =
      "GET / HTTP/1.1\r\nHost: test\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final RequestSource GET = () -> new HttpRequestBytes(REQUEST, 200);
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  @Test
  void aClosedLoopHidesAPauseOfTheServer() throws IOException {
    try (ScriptedServer server = ScriptedServer.pausingOnce(OK, 50, Duration.ofMillis(400))) {
      LoadResult result =
          new LoadClient(server.address(), 1).closedLoop(GET, Duration.ofMillis(800));

      // one, and few more where the machine itself pauses
      assertThat(slower(result, Duration.ofMillis(300))).isBetween(1, 5);
    }
  }

  @Test
  void theOpenModelCountsFromTheIntendedStart() throws IOException {
    try (ScriptedServer server = ScriptedServer.pausingOnce(OK, 50, Duration.ofMillis(400))) {
      LoadResult result =
          new LoadClient(server.address(), 1).openModel(GET, 500, Duration.ofMillis(800));

      // 500 a second that were meant to start in the first 100 ms of the pause waited for more than
      // 300 ms
      assertThat(result.requests()).isEqualTo(400);
      assertThat(slower(result, Duration.ofMillis(300))).isGreaterThanOrEqualTo(40);
    }
  }

  @Test
  void theDroppingOpenModelDoesNotSendLater() throws IOException {
    try (ScriptedServer server = ScriptedServer.pausingOnce(OK, 50, Duration.ofMillis(400))) {
      LoadResult result =
          new LoadClient(server.address(), 1).droppingOpenModel(GET, 500, Duration.ofMillis(800));

      // 500 a second came in the 400 ms of the pause, and one of them waited
      assertThat(result.dropped()).isGreaterThanOrEqualTo(190);
      assertThat(result.requests() + result.dropped()).isEqualTo(400);
      assertThat(result.errors()).isZero();
    }
  }

  @Test
  void theOpenModelKeepsItsRate() throws IOException {
    try (ScriptedServer server = ScriptedServer.answering(OK)) {
      LoadResult result =
          new LoadClient(server.address(), 4).openModel(GET, 200, Duration.ofMillis(500));

      assertThat(result.requests()).isEqualTo(100);
      // an upper bound would be one of the machine
      assertThat(result.seconds()).isGreaterThan(0.45);
    }
  }

  @Test
  void anotherStatusIsAnError() throws IOException {
    try (ScriptedServer server =
        ScriptedServer.answering("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n")) {
      LoadResult result =
          new LoadClient(server.address(), 2).openModel(GET, 100, Duration.ofMillis(200));

      assertThat(result.requests()).isZero();
      assertThat(result.errors()).isEqualTo(20);
      assertThat(result.accepted().size()).isZero();
      assertThat(result.refused().size()).isEqualTo(20);
    }
  }

  @Test
  void aFailureIsNoRefusal() throws IOException {
    try (ScriptedServer server =
        ScriptedServer.answering("HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n")) {
      LoadResult result =
          new LoadClient(server.address(), 2).openModel(GET, 100, Duration.ofMillis(200));

      assertThat(result.errors()).isEqualTo(20);
      assertThat(result.refused().size()).isZero();
    }
  }

  @Test
  void aChunkedBodyEndsWhereItsLastChunkDoes() throws IOException {
    String chunked =
        "HTTP/1.1 200 OK\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n"
            + "3;x=y\r\n"
            + "abc\r\n"
            + "0\r\n"
            + "Trailer: 1\r\n\r\n";
    try (ScriptedServer server = ScriptedServer.answering(chunked)) {
      LoadResult result =
          new LoadClient(server.address(), 1).openModel(GET, 100, Duration.ofMillis(200));

      assertThat(result.requests()).isEqualTo(20);
      assertThat(result.errors()).isZero();
    }
  }

  @Test
  void aServerThatClosesItsConnectionsIsCalledOnNewOnes() throws IOException {
    String last = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok";
    try (ScriptedServer server = ScriptedServer.answering(last)) {
      LoadResult result =
          new LoadClient(server.address(), 1).openModel(GET, 100, Duration.ofMillis(200));

      assertThat(result.requests()).isEqualTo(20);
      assertThat(server.connections()).isGreaterThanOrEqualTo(20);
    }
  }

  private static int slower(LoadResult result, Duration limit) {
    int count = 0;
    for (int rank = 1; rank <= result.latencies().size(); rank++) {
      long latency = result.latencies().percentile((double) rank / result.latencies().size());
      if (latency > limit.toNanos()) {
        count++;
      }
    }
    return count;
  }
}
