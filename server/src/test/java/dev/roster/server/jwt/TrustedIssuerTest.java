package dev.roster.server.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roster.server.failure.UserErrorException;
import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The issuers that can be configured. */
class TrustedIssuerTest {

  @Test
  void anIssuerMustBeHttpsExceptOnThisMachine() {
    URI elsewhere = URI.create("http://keys.example/jwks");

    assertThat(
            TrustedIssuer.openId("https://issuer.example", Set.of("a")).discovered("https://k/j"))
        .isEqualTo(URI.create("https://k/j"));
    for (Runnable unsafe :
        new Runnable[] {
          () -> TrustedIssuer.openId("http://issuer.example", Set.of("a")),
          () -> TrustedIssuer.openId("http://127.0.0.1.issuer.example", Set.of("a")),
          () -> TrustedIssuer.openId("issuer.example", Set.of("a")),
          () ->
              TrustedIssuer.openId("https://issuer.example", Set.of("a"))
                  .withKeys(new TrustedIssuer.KeySource.KeySet(elsewhere)),
          () ->
              TrustedIssuer.openId("https://issuer.example", Set.of("a"))
                  .discovered("http://127.0.0.1/keys")
        }) {
      assertThatExceptionOfType(UserErrorException.class)
          .isThrownBy(unsafe::run)
          .withMessageContaining("https");
    }
  }

  @Test
  void anIssuerIsNamedWithoutUserQueryAndFragment() {
    for (String url :
        new String[] {
          "https://me:pw@issuer.example", "https://issuer.example?a=b", "https://issuer.example#a"
        }) {
      assertThatExceptionOfType(UserErrorException.class)
          .as(url)
          .isThrownBy(() -> TrustedIssuer.openId(url, Set.of("a")))
          .withMessageContaining("The address of the issuer must not have a ");
    }
  }

  /** A machine that answers for the name could exchange the keys of an http issuer. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost.evil.example",
        "evil.localhost",
        "localhost.",
        "localhost@evil.example",
        "evil.example#localhost",
        "127.0.0.1.nip.io",
        "127.0.0.1.",
        "127.1",
        "0x7f.1",
        "0177.0.0.1",
        "2130706433",
        "0.0.0.0",
        "128.0.0.1",
        "[::]",
        "[::127.0.0.1]",
        "[::ffff:10.0.0.1]",
        "[::ffff:7f00:1",
        "[fe80::1%25lo]",
        "localhost\u3002evil.example",
        "lo\u00adcalhost.evil.example"
      })
  void httpIsForThisMachineOnly(String host) {
    TrustedIssuer safe = TrustedIssuer.openId("https://issuer.example", Set.of("a"));

    assertThatExceptionOfType(UserErrorException.class)
        .isThrownBy(() -> TrustedIssuer.openId("http://" + host, Set.of("a")))
        .withMessageContaining("https");
    assertThatExceptionOfType(UserErrorException.class)
        .isThrownBy(() -> TrustedIssuer.openId("http://" + host + ":8080/realm", Set.of("a")));
    assertThatExceptionOfType(UserErrorException.class)
        .isThrownBy(() -> safe.discovered("http://" + host));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LocalHost:8080",
        "127.0.0.1",
        "127.8.8.8:1",
        "[::1]",
        "[0:0:0:0:0:0:0:1]:8080",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]"
      })
  void anIssuerOnThisMachineMayBeHttp(String host) {
    assertThat(TrustedIssuer.openId("http://" + host, Set.of("a")).discovery()).hasScheme("http");
  }

  /** The JDK's client takes no underscore, and nobody should learn that at the first log-in. */
  @Test
  void anIssuerHasAHostThatCanBeCalled() {
    for (String host :
        new String[] {"my_issuer", "127.1", "a..b", "x\u200dy.com", "h:0", "h:65536"}) {
      assertThatExceptionOfType(UserErrorException.class)
          .as(host)
          .isThrownBy(() -> TrustedIssuer.openId("https://" + host, Set.of("a")))
          .withMessageContaining("The address of the issuer has ");
    }
    assertThat(TrustedIssuer.openId("https://b\u00fccher.example/", Set.of("a")).discovery())
        .hasToString("https://xn--bcher-kva.example/.well-known/openid-configuration");
    assertThat(TrustedIssuer.openId("http://LOCALHOST:8080", Set.of("a")).discovery())
        .hasHost("localhost");
    assertThat(TrustedIssuer.openId("http://[::ffff:127.0.0.1]", Set.of("a"))).isNotNull();
  }

  @Test
  void noAlgorithmWithoutAKeyPairCanBeAllowed() {
    TrustedIssuer issuer = TrustedIssuer.openId("https://issuer.example", Set.of("a"));

    for (String algorithm : new String[] {"none", "None", "HS256", "HS512", "rs256", "", "EdDSA"}) {
      assertThatExceptionOfType(UserErrorException.class)
          .as(algorithm)
          .isThrownBy(() -> issuer.withAlgorithms(Set.of("RS256", algorithm)))
          .withMessageContaining("RS256, RS384");
    }
    assertThat(issuer.algorithms()).containsExactlyInAnyOrder("RS256", "ES256");
  }

  @Test
  void anAudienceIsNeeded() {
    assertThatExceptionOfType(UserErrorException.class)
        .isThrownBy(() -> TrustedIssuer.openId("https://issuer.example", Set.of()))
        .withMessageContaining("audience");
    assertThatExceptionOfType(UserErrorException.class)
        .isThrownBy(() -> TrustedIssuer.openId("https://issuer.example", Set.of("a", "")))
        .withMessageContaining("audience");
  }

  @Test
  void aFirebaseProjectDecidesIssuerAudienceAndKeys() {
    TrustedIssuer firebase = TrustedIssuer.firebase("green-grocers-1a2b");

    assertThat(firebase.issuer()).isEqualTo("https://securetoken.google.com/green-grocers-1a2b");
    assertThat(firebase.audiences()).containsExactly("green-grocers-1a2b");
    assertThat(firebase.algorithms()).containsExactly("RS256");
    assertThat(firebase.keys().toString())
        .contains(
            "https://www.googleapis.com/robot/v1/metadata/x509/securetoken@system.gserviceaccount.com");
    for (String project : new String[] {"", "Green Grocers", "../x", "a/b", "a?b", "a#b"}) {
      assertThatExceptionOfType(UserErrorException.class)
          .as(project)
          .isThrownBy(() -> TrustedIssuer.firebase(project));
    }
  }
}
