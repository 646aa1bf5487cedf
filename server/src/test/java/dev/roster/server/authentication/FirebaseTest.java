package dev.roster.server.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.roster.server.boot.OperatorServices;
import dev.roster.server.boot.RateLimits;
import dev.roster.server.caller.OperatorCaller;
import dev.roster.server.directory.EmailAddress;
import dev.roster.server.jwt.TrustedIssuer;
import dev.roster.server.testing.Jwts;
import dev.roster.server.testing.MovableClock;
import dev.roster.server.testing.ScriptedIssuer;
import dev.roster.server.testing.TestServer;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * ID tokens of a Firebase project, whose keys are X.509 certificates as Google publishes them; Ann
 * (1) is called ann-uid there.
 */
class FirebaseTest {
  private static final String PROJECT = "demo-roster";
  private static final String ME = "/api/accounts/users/me/";
  private static final String INVALID = "{\"detail\":\"Invalid token.\"}";
  private static final char[] PASSWORD = "password".toCharArray();
  private static final Instant NOON = Instant.parse("2031-03-01T12:00:00Z");

  private final ScriptedIssuer google = new ScriptedIssuer();
  private final MovableClock clock = new MovableClock(NOON);
  private TestServer server;
  private PrivateKey key;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    KeyStore store = keyStore(folder);
    key = (PrivateKey) store.getKey("google", PASSWORD);
    String pem =
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(store.getCertificate("google").getEncoded())
            + "\n-----END CERTIFICATE-----\n";
    google.publish(
        JSONObjectUtils.toJSONString(Map.of("kid-1", pem, "broken", "no certificate")), 20_000);
    server =
        TestServer.trusting(
            TrustedIssuer.firebase(PROJECT)
                .withKeys(new TrustedIssuer.KeySource.Certificates(google.keys())),
            "two-tenants",
            clock,
            RateLimits.OFF);
    OperatorServices.over(server.database(), Clock.systemUTC())
        .accounts()
        .link(new OperatorCaller("test"), new EmailAddress("ann@alpha.test"), "ann-uid");
  }

  @AfterEach
  void stop() {
    google.close();
    server.close();
  }

  /** The JDK makes certificates by its command only. */
  private static KeyStore keyStore(Path folder) throws Exception {
    Path file = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "google",
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-dname",
                "CN=securetoken.system.gserviceaccount.com",
                "-storetype",
                "PKCS12",
                "-storepass",
                "password",
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .start();
    assertThat(keytool.waitFor()).as(new String(keytool.getInputStream().readAllBytes())).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    return store;
  }

  private static Map<String, Object> claims() {
    Map<String, Object> claims =
        Jwts.claims("https://securetoken.google.com/" + PROJECT, PROJECT, "ann-uid", NOON);
    claims.put("auth_time", NOON.getEpochSecond() - 600);
    return claims;
  }

  private String token(Map<String, Object> header, Map<String, Object> claims) {
    return Jwts.sign(
        JSONObjectUtils.toJSONString(header),
        JSONObjectUtils.toJSONString(claims),
        "SHA256withRSA",
        key);
  }

  private String claiming(String name, Object value) {
    Map<String, Object> claims = claims();
    claims.put(name, value);
    return token(Jwts.header("RS256", "kid-1"), claims);
  }

  @Test
  void anIdTokenIsThePersonWithItsUid() {
    String token = token(Jwts.header("RS256", "kid-1"), claims());

    assertThat(server.get(token, ME).status()).isEqualTo(200);
    assertThat(server.get(token, ME).text())
        .contains("\"email\":\"ann@alpha.test\"", "\"firebase_uid\":\"ann-uid\"");
  }

  @Test
  void whatFirebaseWouldNotSayIsInvalid() {
    Map<String, Object> withoutKey = new HashMap<>(Jwts.header("RS256", "kid-1"));
    withoutKey.remove("kid");
    Map<String, Object> withoutLogin = claims();
    withoutLogin.remove("auth_time");

    for (String token :
        List.of(
            token(withoutKey, claims()),
            token(Jwts.header("RS256", "kid-2"), claims()),
            token(Jwts.header("RS256", "broken"), claims()),
            token(Jwts.header("ES256", "kid-1"), claims()),
            token(Jwts.header("RS256", "kid-1"), withoutLogin),
            claiming("auth_time", NOON.getEpochSecond() + 61),
            claiming("auth_time", "noon"),
            claiming("sub", ""),
            claiming("sub", "u".repeat(129)),
            claiming("iss", "https://securetoken.google.com/other-project"),
            claiming("iss", "https://session.firebase.google.com/" + PROJECT),
            claiming("aud", "other-project"))) {
      assertThat(server.get(token, ME).text()).isEqualTo(INVALID);
    }
  }

  @Test
  void certificatesAreKeptAsLongAsGoogleSays() {
    String token = claiming("exp", NOON.plus(Duration.ofDays(9)).getEpochSecond());
    server.get(token, ME);

    clock.advance(Duration.ofSeconds(15_999));
    assertThat(server.get(token, ME).status()).isEqualTo(200);
    assertThat(google.asked()).containsExactly("/keys");
    clock.advance(Duration.ofSeconds(4_001));
    assertThat(server.get(token, ME).status()).isEqualTo(200);
    assertThat(google.asked()).containsExactly("/keys", "/keys");
  }
}
