package dev.roster.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientBuilderTest {
  private static final UUID TENANT = UUID.fromString("d025eedc-5ea0-4de8-be9f-f8873545add9");
  private static final String SECRET = "sk_live_s3cret";

  @AutoClose private final FakeServer server = new FakeServer();

  @Test
  void theProductionServersOfTheDocumentsAreTheDefault() {
    assertThat(CoolsetClient.builder().token("t").build())
        .hasToString("CoolsetClient[https://developers.coolset.com]");
    assertThat(CompleatClient.builder().tenant(TENANT).key("k").build())
        .hasToString("CompleatClient[https://api-eu1.compleat.online, tenant " + TENANT + "]");
  }

  @Test
  void aPathOfTheBaseUriStaysInFrontAndSlashesDoNotDouble() {
    server.answers(200, "{\"id\": 5}");

    CoolsetClient.builder().baseUri(server.uri() + "/prefix//").token("t").build().users().me();

    assertThat(server.onlyRequest().target()).isEqualTo("/prefix/api/accounts/users/me/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost:8080",
        "ftp://host",
        "http://user:s3cret@host",
        "http://host?x=s3cret",
        "http://host#s3cret",
        "http:// s3cret",
        "http:/path",
        "http://under_score",
        "http://b\u00fccher.example",
        "http://host:0",
        "http://host:65536",
        "http://ho st",
        "http://host\r\nX-Injected: yes",
        "/path"
      })
  void aBaseUriThatCannotWorkIsRefusedWithoutBeingRepeated(String uri) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CoolsetClient.builder().baseUri(uri))
        .withMessageContaining("https://host:port/path")
        .withMessageNotContaining("s3cret")
        .withNoCause();
  }

  @Test
  void credentialsMustBeGiven() {
    assertThatIllegalStateException().isThrownBy(() -> CoolsetClient.builder().build());
    assertThatIllegalStateException().isThrownBy(() -> CompleatClient.builder().key("k").build());
    assertThatIllegalStateException()
        .isThrownBy(() -> CompleatClient.builder().tenant(TENANT).build());
    assertThatIllegalArgumentException().isThrownBy(() -> CoolsetClient.builder().token(" "));
    assertThatIllegalArgumentException().isThrownBy(() -> CompleatClient.builder().key(""));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "\n"})
  void aSupplierWithoutACredentialSendsNothing(String credential) {
    CoolsetClient coolset =
        CoolsetClient.builder().baseUri(server.uri()).token(() -> credential).build();
    CompleatClient compleat =
        CompleatClient.builder().baseUri(server.uri()).tenant(TENANT).key(() -> credential).build();

    assertThatExceptionOfType(RosterException.class)
        .isThrownBy(() -> coolset.users().me())
        .withMessage("no credential for the header Authorization: it is blank")
        .withNoCause();
    assertThatExceptionOfType(RosterException.class)
        .isThrownBy(compleat::users)
        .withMessage("no credential for the header x-api-compleat-key: it is blank");
    assertThat(server.requests).isEmpty();
  }

  @Test
  void whatASupplierThrowsIsTheCauseAndIsNotRepeated() {
    AtomicInteger asked = new AtomicInteger();
    CoolsetClient client =
        CoolsetClient.builder()
            .baseUri(server.uri())
            .token(() -> {
              asked.incrementAndGet();
              throw new UncheckedIOException("no " + SECRET, new IOException("vault"));
            })
            .build();

    assertThatExceptionOfType(RosterException.class)
        .isThrownBy(() -> client.companies().stream().toList())
        .withMessage(
            "no credential for the header Authorization: its supplier threw UncheckedIOException")
        .withCauseExactlyInstanceOf(UncheckedIOException.class);
    assertThat(asked).hasValue(1);
    assertThat(server.requests).isEmpty();
  }

  @Test
  void anErrorOfASupplierIsNotHidden() {
    CoolsetClient client =
        CoolsetClient.builder()
            .baseUri(server.uri())
            .token(() -> {
              throw new StackOverflowError();
            })
            .build();

    assertThatExceptionOfType(StackOverflowError.class).isThrownBy(() -> client.users().me());
  }

  @Test
  void aRotatedKeyIsAskedForBeforeEveryRequest() {
    server.answers(200, "{\"Users\": []}").answers(200, "{\"Users\": []}");
    int[] calls = {0};
    CompleatClient client =
        CompleatClient.builder()
            .baseUri(server.uri())
            .tenant(TENANT)
            .key(() -> "key-" + ++calls[0])
            .build();

    client.users();
    client.users();

    assertThat(server.requests)
        .extracting(request -> request.header("x-api-compleat-key"))
        .containsExactly("key-1", "key-2");
  }

  @Test
  void theUserAgentCanBeSetAndIsCheckedAtOnce() {
    server.answers(200, "{\"id\": 5}");

    CoolsetClient.builder()
        .baseUri(server.uri())
        .token("t")
        .userAgent("mine/1")
        .build()
        .users()
        .me();

    assertThat(server.onlyRequest().header("User-Agent")).isEqualTo("mine/1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CoolsetClient.builder().userAgent("two\nlines"));
  }

  @Test
  void theLineBreakAtTheEndOfAFileIsNoPartOfACredential() {
    server.answers(200, "{\"id\": 5}").answers(200, "{\"id\": 5}");

    CoolsetClient.builder().baseUri(server.uri()).token("t\r\n").build().users().me();
    CoolsetClient.builder().baseUri(server.uri()).token(() -> " t\n").build().users().me();

    assertThat(server.requests)
        .extracting(request -> request.header("Authorization"))
        .containsExactly("Bearer t", "Bearer t");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"s3cret two", "s3cret\r\nX: y", "s3cret\u0000", "s3cr\u00e9t", "Bearer s3cret"})
  void aCredentialThatNoHeaderCarriesIsRefusedWithoutBeingRepeated(String credential) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CoolsetClient.builder().token(credential))
        .withMessageNotContaining("s3cr");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CompleatClient.builder().key(credential))
        .withMessageNotContaining("s3cr");
    CoolsetClient client =
        CoolsetClient.builder().baseUri(server.uri()).token(() -> credential).build();
    assertThatExceptionOfType(RosterException.class)
        .isThrownBy(() -> client.users().me())
        .withMessageNotContaining("s3cr");
    assertThat(server.requests).isEmpty();
  }

  @Test
  void timeoutsThatAreLongerThanTheJdkCanAddAreLong() {
    server.answers(200, "{\"id\": 5}");
    Duration forEver = ChronoUnit.FOREVER.getDuration();

    CoolsetClient.builder()
        .baseUri(server.uri())
        .token("t")
        .connectTimeout(forEver)
        .requestTimeout(forEver)
        .longestRetryWait(forEver)
        .build()
        .users()
        .me();

    assertThat(server.requests).hasSize(1);
  }

  @Test
  void timeoutsMustBePositive() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CoolsetClient.builder().requestTimeout(Duration.ZERO));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CoolsetClient.builder().connectTimeout(Duration.ofSeconds(-1)));
  }

  @Test
  void credentialsAreInNoTextOfTheObjects() {
    CoolsetClient.Builder coolset = CoolsetClient.builder().token(SECRET);
    CompleatClient.Builder compleat = CompleatClient.builder().tenant(TENANT).key(SECRET);

    assertThat(coolset + " " + coolset.build() + coolset.build().users()).doesNotContain(SECRET);
    assertThat(compleat + " " + compleat.build()).doesNotContain(SECRET);
  }

  @Test
  void credentialsAreInNoException() {
    server.answers(401, "{\"detail\": \"Invalid token.\"}").answers(200, "not json").hangs();
    CoolsetClient.Builder builder =
        CoolsetClient.builder().baseUri(server.uri()).token(SECRET).retries(0);
    CoolsetClient client = builder.build();
    CoolsetClient hurried = builder.requestTimeout(Duration.ofMillis(200)).build();
    CoolsetClient illegal = builder.token(() -> SECRET + "\r\nX-Injected: yes").build();

    assertThat(trace(client)).contains("Invalid token.").doesNotContain(SECRET);
    assertThat(trace(client)).contains("UnreadableResponse").doesNotContain(SECRET);
    assertThat(trace(illegal)).contains("no header may carry").doesNotContain(SECRET);
    assertThat(server.requests).hasSize(2);
    assertThat(trace(hurried)).contains("RosterTransport").doesNotContain(SECRET);
  }

  private static String trace(CoolsetClient client) {
    StringWriter text = new StringWriter();
    catchThrowable(() -> client.users().me()).printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
