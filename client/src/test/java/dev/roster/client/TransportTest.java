package dev.roster.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class TransportTest {
  @AutoClose private final FakeServer server = new FakeServer();
  @AutoClose private final FakeServer stranger = new FakeServer();

  private final CoolsetClient.Builder builder =
      CoolsetClient.builder().baseUri(server.uri()).token("t").retries(0);
  private final CompleatClient.Builder compleat =
      CompleatClient.builder().baseUri(server.uri()).tenant(UUID.randomUUID()).key("k");

  @Test
  void theProtocolIsHttp11WithoutAnOfferToUpgrade() {
    server.answers(200, "{\"id\": 5}");

    builder.build().users().me();

    assertThat(server.onlyRequest().protocol()).isEqualTo("HTTP/1.1");
    assertThat(server.onlyRequest().headers()).doesNotContainKeys("Upgrade", "Http2-settings");
  }

  @Test
  void theSettingsReachTheCompleatClient() {
    server.answers(200, "{\"Users\": []}").hangs();

    compleat.build().users();
    CompleatClient hurried = compleat.requestTimeout(Duration.ofMillis(200)).build();
    RosterTransportException failure =
        catchThrowableOfType(RosterTransportException.class, hurried::users);

    assertThat(server.requests.get(0).headers()).doesNotContainKey("Upgrade");
    assertThat(failure.timedOut()).isTrue();
  }

  @Test
  void theJdksClientCanBeAdjusted() {
    server.answers(200, "{\"id\": 5}");

    builder.httpClient(http -> http.version(HttpClient.Version.HTTP_2)).build().users().me();

    assertThat(server.onlyRequest().headers()).containsKey("Upgrade");
  }

  @Test
  void theConnectTimeoutReachesTheJdksClient() {
    AtomicReference<Optional<Duration>> seen = new AtomicReference<>();

    builder.httpClient(http -> seen.set(http.build().connectTimeout())).build();
    assertThat(seen.get()).contains(Duration.ofSeconds(5));

    builder.connectTimeout(Duration.ofMillis(70)).build();
    assertThat(seen.get()).contains(Duration.ofMillis(70));
  }

  @Test
  void oneClientOfTheJdkServesAllOperations() {
    AtomicInteger built = new AtomicInteger();
    server.answers(200, "{\"id\": 5}").answers(200, "[]");
    CoolsetClient client =
        builder
            .httpClient(http -> {
              built.incrementAndGet();
              http.executor(Runnable::run);
            })
            .build();

    client.users().me();
    client.countries().all();

    assertThat(built).hasValue(1);
  }

  @Test
  void aServerThatDoesNotAnswerIsATimeout() {
    server.hangs();

    RosterTransportException failure = timeout();

    assertThat(failure.timedOut()).isTrue();
    assertThat(failure.neverSent()).isFalse();
    assertThat(failure)
        .hasCauseInstanceOf(HttpTimeoutException.class)
        .hasMessageContaining(server.uri());
  }

  @Test
  void aServerThatStallsInTheBodyIsATimeout() {
    server.stallsInTheBody();

    assertThat(timeout().timedOut()).isTrue();
  }

  @Test
  void aConnectionThatBreaksIsATransportFailure() {
    server.plays(exchange -> {
      throw new IOException("broken on purpose");
    });

    RosterTransportException failure =
        catchThrowableOfType(
            RosterTransportException.class,
            () -> builder.retries(0).build().workspaces().switchTo(7));

    assertThat(failure).hasCauseInstanceOf(IOException.class);
    assertThat(failure.neverSent()).isFalse();
    assertThat(failure.timedOut()).isFalse();
  }

  @Test
  void anInterruptedThreadStaysInterrupted() {
    server.hangs();
    Thread.currentThread().interrupt();

    RosterTransportException failure =
        catchThrowableOfType(RosterTransportException.class, () -> builder.build().users().me());

    assertThat(Thread.interrupted()).isTrue();
    assertThat(failure).hasCauseInstanceOf(InterruptedException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "https://user:s3cret@evil.example/x?token=s3cret, https://evil.example/x",
    "//s3cret@evil.example/x#s3cret, //evil.example/x",
    "https://user:s3cret/2@evil.example/x, another address",
    "https:user:s3cret@evil.example/x, another address",
    "https:\\\\user:s3cret@evil.example, another address",
    "https://user:s3 cret@evil.example, another address",
    "https://evil.example/@user/x, https://evil.example/@user/x",
    "/accounts/login/?next=s3cret, /accounts/login/",
    "login, login",
    "https://[::1]:8443/x, https://[::1]:8443/x"
  })
  void aRedirectIsToldWithoutTheUserOfItsAddress(String location, String told) {
    server.answers(302, "", Map.of("Location", location));

    assertThatThrownBy(() -> builder.build().users().me())
        .hasMessage("HTTP 302: redirected to " + told + ", which is not followed");
  }

  @Test
  void aRedirectToAnotherHostIsNotFollowedWhateverTheAdjustmentSays() {
    server.answers(302, "", Map.of("Location", stranger.uri() + "/login?next=secret"));

    assertThatThrownBy(() ->
            builder
                .httpClient(http -> http.followRedirects(HttpClient.Redirect.ALWAYS))
                .build()
                .users()
                .me())
        .isExactlyInstanceOf(RosterApiException.class)
        .hasMessage("HTTP 302: redirected to " + stranger.uri() + "/login, which is not followed");
    assertThat(stranger.requests).isEmpty();
  }

  @Test
  void theKeyOfCompleatIsNotCarriedToAnotherHost() {
    server.answers(307, "", Map.of("Location", stranger.uri() + "/api/users"));
    CompleatClient client =
        compleat.httpClient(http -> http.followRedirects(HttpClient.Redirect.ALWAYS)).build();

    assertThatThrownBy(client::users).isInstanceOf(RosterApiException.class);
    assertThat(stranger.requests).isEmpty();
  }

  private RosterTransportException timeout() {
    CoolsetClient client = builder.requestTimeout(Duration.ofMillis(200)).build();
    return catchThrowableOfType(RosterTransportException.class, () -> client.users().me());
  }
}
