package dev.roster.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.roster.client.transport.JdkTransport;
import dev.roster.client.transport.Transport;
import dev.roster.client.transport.TransportRequest;
import dev.roster.client.transport.TransportResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class OwnTransportTest {
  /** Responds from memory, in the order given; an exception stands for no response. */
  private static final class Scripted implements Transport {
    final List<TransportRequest> requests = new ArrayList<>();
    boolean closed;
    private final Queue<Object> responses;

    Scripted(Object... responses) {
      this.responses = new ArrayDeque<>(List.of(responses));
    }

    @Override
    public TransportResponse send(TransportRequest request) throws IOException {
      requests.add(request);
      Object next = responses.remove();
      if (next instanceof IOException) {
        throw (IOException) next;
      }
      if (next instanceof RuntimeException) {
        throw (RuntimeException) next;
      }
      return (TransportResponse) next;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private static CoolsetClient.Builder over(Transport transport) {
    return CoolsetClient.builder()
        .baseUri("http://nowhere.invalid/roster")
        .token("t0ken")
        .sleeper(ignored -> {})
        .transport(transport);
  }

  @Test
  void aClientWorksInMemory() {
    Scripted memory = new Scripted(TransportResponse.json(200, "{\"id\": 5}"));

    assertThat(over(memory).build().users().me().id()).isEqualTo(5);

    TransportRequest request = memory.requests.get(0);
    assertThat(request.method()).isEqualTo("GET");
    assertThat(request.uri())
        .isEqualTo(URI.create("http://nowhere.invalid/roster/api/accounts/users/me/"));
    assertThat(request.headers())
        .containsEntry("authorization", "Bearer t0ken")
        .containsEntry("Accept-Encoding", "identity")
        .containsEntry("Accept", "application/json");
    assertThat(request.body()).isEmpty();
    assertThat(request.timeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(request.toString()).doesNotContain("t0ken");
  }

  @Test
  void aBodyIsHandedOverAsJson() {
    Scripted memory = new Scripted(TransportResponse.json(200, "{\"message\": \"done\"}"));

    over(memory).build().workspaces().switchTo(7);

    TransportRequest request = memory.requests.get(0);
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.headers()).containsEntry("content-type", "application/json");
    assertThat(request.headers()).containsKey("idempotency-key");
    assertThat(new String(request.body().orElseThrow(), StandardCharsets.UTF_8))
        .isEqualTo("{\"company_id\":7}");
  }

  @Test
  void aBrokenConnectionIsRepeated() {
    Scripted memory =
        new Scripted(new IOException("broken"), TransportResponse.json(200, "{\"id\": 5}"));

    assertThat(over(memory).build().users().me().id()).isEqualTo(5);
    assertThat(memory.requests).hasSize(2);
  }

  @Test
  void aTimeoutOfAnotherLibraryIsOneAndIsNotRepeated() {
    Scripted memory = new Scripted(new SocketTimeoutException("read timed out"));

    RosterTransportException failure = failure(memory);

    assertThat(failure.timedOut()).isTrue();
    assertThat(failure.neverSent()).isFalse();
    assertThat(failure.attempts()).isEqualTo(1);
  }

  @Test
  void anUnknownHostOfAnotherLibraryWasNeverSent() {
    UnknownHostException unknown = new UnknownHostException("nowhere.invalid");

    RosterTransportException failure = failure(new Scripted(unknown, unknown, unknown));

    assertThat(failure.neverSent()).isTrue();
    assertThat(failure).hasMessageContaining("the host is unknown");
  }

  @Test
  void anUncheckedExceptionOfATransportIsATransportFailureAndIsNotRepeated() {
    RosterTransportException failure =
        failure(new Scripted(new RejectedExecutionException("no thread")));

    assertThat(failure).hasCauseInstanceOf(RejectedExecutionException.class);
    assertThat(failure.attempts()).isEqualTo(1);
  }

  private static RosterTransportException failure(Transport transport) {
    return catchThrowableOfType(
        RosterTransportException.class, () -> over(transport).build().users().me());
  }

  @Test
  void aBodyThatWasCutIsNoSuccess() throws IOException {
    byte[] body = "{\"id\": 5}".getBytes(StandardCharsets.UTF_8);
    TransportResponse whole =
        TransportResponse.read(200, Map.of(), new ByteArrayInputStream(body), body.length);
    TransportResponse cut =
        TransportResponse.read(200, Map.of(), new ByteArrayInputStream(body), body.length - 1);

    assertThat(whole.isTruncated()).isFalse();
    assertThat(cut.isTruncated()).isTrue();
    assertThat(over(new Scripted(whole)).build().users().me().id()).isEqualTo(5);
    assertThatExceptionOfType(UnreadableResponseException.class)
        .isThrownBy(() -> over(new Scripted(cut)).build().users().me());
  }

  @Test
  void anErrorHasLessRoomThanASuccess() {
    TransportRequest request =
        TransportRequest.builder("GET", URI.create("http://x")).largestBody(1_000_000).build();

    assertThat(request.largestBody(204)).isEqualTo(1_000_000);
    assertThat(request.largestBody(404)).isEqualTo(256 * 1024);
  }

  @Test
  void aClientClosesNoTransportThatItDidNotBuild() {
    Scripted memory = new Scripted();

    over(memory).build().close();

    assertThat(memory.closed).isFalse();
  }

  @Test
  void aWrapperSeesEveryRequestAndCanChangeIt() {
    Scripted memory = new Scripted(TransportResponse.json(200, "{\"id\": 5}"));
    Transport anonymous =
        request -> memory.send(request.toBuilder().header("Authorization", null).build());

    over(anonymous).build().users().me();

    assertThat(memory.requests.get(0).headers()).doesNotContainKey("Authorization");
  }

  @Test
  void settingsOfTheJdksClientAreRefusedBesideATransport() {
    Scripted memory = new Scripted();

    assertThatIllegalStateException()
        .isThrownBy(() -> over(memory).connectTimeout(Duration.ofSeconds(1)).build());
    assertThatIllegalStateException()
        .isThrownBy(() -> over(memory).proxy("http://localhost:1").build());
    assertThatIllegalStateException()
        .isThrownBy(() -> over(memory).httpClient(ignored -> {}).build());
  }

  @Test
  void aClientOfTheJdkThatFollowsRedirectsIsRefused() {
    HttpClient following =
        HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

    assertThatIllegalArgumentException().isThrownBy(() -> new JdkTransport(following));
  }
}
