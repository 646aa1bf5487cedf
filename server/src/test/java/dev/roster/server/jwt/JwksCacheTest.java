package dev.roster.server.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.roster.server.boot.OperatorServices;
import dev.roster.server.boot.RateLimits;
import dev.roster.server.caller.OperatorCaller;
import dev.roster.server.directory.EmailAddress;
import dev.roster.server.testing.Jwts;
import dev.roster.server.testing.MovableClock;
import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.ScriptedIssuer;
import dev.roster.server.testing.TestServer;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server's behaviour while its issuer rotates keys, is away, slow or hostile. */
class JwksCacheTest {
  private static final String ME = "/api/accounts/users/me/";
  private static final Instant NOON = Instant.parse("2031-03-01T12:00:00Z");
  private static final int WAITING = 8;

  /** Made once: that takes long. */
  private static final KeyPair FIRST = Jwts.rsa("issuer");

  private static final KeyPair SECOND = Jwts.rsa("another");
  private final String firstSet = Jwts.keySet(Jwts.jwk("first", FIRST));
  private final String secondSet = Jwts.keySet(Jwts.jwk("second", SECOND));
  private final ScriptedIssuer issuer = new ScriptedIssuer();
  private final ScriptedIssuer stranger = new ScriptedIssuer();
  private final MovableClock clock = new MovableClock(NOON);
  private TestServer server;

  @AfterEach
  void stop() {
    issuer.close();
    stranger.close();
    server.close();
  }

  private void start(TrustedIssuer trusted) {
    server = TestServer.trusting(trusted, "two-tenants", clock, RateLimits.OFF);
    OperatorServices.over(server.database(), Clock.systemUTC())
        .accounts()
        .link(new OperatorCaller("test"), new EmailAddress("ann@alpha.test"), "ann-sub");
  }

  /** With the keys in one place, so that each fetching is one request. */
  private void start() {
    start(
        TrustedIssuer.openId(issuer.name(), Set.of("roster"))
            .withKeys(new TrustedIssuer.KeySource.KeySet(issuer.keys())));
  }

  private String jwt(String key, KeyPair pair) {
    return Jwts.sign(
        JSONObjectUtils.toJSONString(Jwts.header("RS256", key)),
        JSONObjectUtils.toJSONString(
            Jwts.claims(issuer.name(), "roster", "ann-sub", clock.instant())),
        "SHA256withRSA",
        pair.getPrivate());
  }

  private RawResponse first() {
    return server.get(jwt("first", FIRST), ME);
  }

  private RawResponse second() {
    return server.get(jwt("second", SECOND), ME);
  }

  private static void assertUnavailable(RawResponse answer, String retryAfter) {
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.text()).isEqualTo("{\"detail\":\"The service is temporarily unavailable.\"}");
    assertThat(answer.header("retry-after")).hasValue(retryAfter);
  }

  @Test
  void keysAreFetchedOnceForManyRequests() {
    issuer.publish(firstSet);
    start();

    for (int i = 0; i < 20; i++) {
      assertThat(first().status()).isEqualTo(200);
    }
    assertThat(issuer.asked()).containsExactly("/keys");
  }

  @Test
  void theIssuersConfigurationSaysWhereTheKeysAre() {
    issuer.publish(firstSet);
    start(TrustedIssuer.openId(issuer.name(), Set.of("roster")));

    assertThat(first().status()).isEqualTo(200);
    assertThat(issuer.asked()).containsExactly("/.well-known/openid-configuration", "/keys");
  }

  @Test
  void aRotatedKeyIsFoundAtOnceAndAWithdrawnOneRefused() {
    issuer.publish(firstSet);
    start();
    assertThat(first().status()).isEqualTo(200);
    clock.advance(JwksCache.PAUSE);
    issuer.publish(secondSet);

    assertThat(second().status()).isEqualTo(200);
    assertThat(first().status()).isEqualTo(401);
  }

  @Test
  void unknownKeysMakeTheServerAskOnceInHalfAMinute() {
    issuer.publish(firstSet);
    start();
    first();

    for (int round = 1; round <= 3; round++) {
      clock.advance(JwksCache.PAUSE);
      for (int i = 0; i < 25; i++) {
        assertThat(server.get(jwt("made-up-" + i, SECOND), ME).status()).isEqualTo(401);
      }
      assertThat(issuer.askedForKeys()).isEqualTo(1 + round);
    }
    clock.advance(JwksCache.PAUSE.minusMillis(1));
    server.get(jwt("made-up", SECOND), ME);
    assertThat(issuer.askedForKeys()).as("a moment too early").isEqualTo(4);
  }

  @Test
  void tokensThatCannotBeGoodMakeTheServerAskNobody() {
    issuer.publish(firstSet);
    start();
    first();
    clock.advance(JwksCache.PAUSE);
    Map<String, Object> claims =
        Jwts.claims("https://other.example", "roster", "ann-sub", clock.instant());

    server.get(
        Jwts.sign(
            JSONObjectUtils.toJSONString(Jwts.header("RS256", "unknown")),
            JSONObjectUtils.toJSONString(claims),
            "SHA256withRSA",
            SECOND.getPrivate()),
        ME);

    assertThat(issuer.askedForKeys()).isEqualTo(1);
  }

  @Test
  void oldKeysWorkThroughAnOutageButNotForEver() {
    issuer.publish(firstSet);
    start();
    first();
    issuer.fail(500);

    clock.advance(Duration.ofMinutes(15).plusHours(4).minusSeconds(1));
    assertThat(first().status()).isEqualTo(200);
    assertThat(issuer.askedForKeys()).as("it was asked for newer ones").isEqualTo(2);
    assertUnavailable(second(), "5");
    clock.advance(Duration.ofSeconds(1));
    assertUnavailable(first(), "4");

    issuer.publish(secondSet);
    clock.advance(JwksCache.RETRY);
    assertThat(second().status()).isEqualTo(200);
    assertThat(first().status()).isEqualTo(401);
  }

  @Test
  void anIssuerThatIsAwayAtTheStartDelaysJwtsAndNothingElse() {
    issuer.fail(503);
    start();

    assertUnavailable(first(), "5");
    assertThat(server.get("ann-token", ME).status()).isEqualTo(200);
    long asked = issuer.askedForKeys();
    assertUnavailable(first(), "5");
    assertThat(issuer.askedForKeys()).as("not with every request").isEqualTo(asked);

    issuer.publish(firstSet);
    clock.advance(JwksCache.RETRY);
    assertThat(first().status()).isEqualTo(200);
  }

  @Test
  void keysThatAreTooOldAreFetchedBeforeTheyAreUsed() {
    issuer.publish(firstSet);
    start();
    first();
    issuer.publish(secondSet);

    clock.advance(JwksCache.USUAL_AGE.minusSeconds(1).multipliedBy(4).dividedBy(5));
    assertThat(first().status()).as("fresh").isEqualTo(200);
    assertThat(issuer.askedForKeys()).isEqualTo(1);
    clock.advance(JwksCache.USUAL_AGE);
    assertThat(first().status()).as("withdrawn in the meantime").isEqualTo(401);
  }

  @Test
  void thePublisherSaysHowLongKeysAreKept() {
    issuer.publish(firstSet, 7200);
    start();
    first();

    clock.advance(Duration.ofSeconds(7200).multipliedBy(4).dividedBy(5).minusSeconds(1));
    first();
    assertThat(issuer.askedForKeys()).isEqualTo(1);
    clock.advance(Duration.ofSeconds(7200));
    first();
    assertThat(issuer.askedForKeys()).isEqualTo(2);
  }

  @Test
  void aPublisherCannotMakeTheServerAskAllTheTimeOrNeverAgain() {
    issuer.publish(firstSet, 0);
    start();
    first();
    clock.advance(JwksCache.LEAST_AGE.multipliedBy(4).dividedBy(5).minusSeconds(1));
    issuer.publish(firstSet, 999_999_999);
    first();
    assertThat(issuer.askedForKeys()).as("kept for a while").isEqualTo(1);
    clock.advance(JwksCache.LEAST_AGE);
    first();
    assertThat(issuer.askedForKeys()).isEqualTo(2);
    clock.advance(JwksCache.GREATEST_AGE);
    first();
    assertThat(issuer.askedForKeys()).as("not kept for thirty years").isEqualTo(3);
  }

  /** Sets of keys that would be accepted if there were no bounds hold the second key. */
  static Stream<Arguments> hostile() {
    String filler = String.join(",", Collections.nCopies(10_000, "{\"kty\":\"x\"}"));
    return Stream.of(
        behaviour("10 MB", (it, key) -> it.publish(" ".repeat(10_000_000) + Jwts.keySet(key))),
        behaviour("10,000 keys", (it, key) -> it.publish(Jwts.keySet(filler, key))),
        behaviour("one byte now and then", (it, key) -> it.drip()),
        behaviour("not a word", (it, key) -> it.hold(Jwts.keySet(key))),
        behaviour("keys that are none", (it, key) -> it.publish("{\"keys\":[{\"kty\":1},{}]}")),
        behaviour("keys that are no list", (it, key) -> it.publish("{\"keys\":" + key + "}")),
        behaviour("a key that is null", (it, key) -> it.publish(Jwts.keySet("null"))),
        behaviour("null", (it, key) -> it.publish("null")),
        behaviour("HTML", (it, key) -> it.publish("<html></html>")),
        behaviour("deep nesting", (it, key) -> it.publish("{\"keys\":" + "[".repeat(100_000))),
        behaviour("404, with keys", (it, key) -> it.fail(404, Jwts.keySet(key))));
  }

  private static Arguments behaviour(String name, BiConsumer<ScriptedIssuer, String> script) {
    return Arguments.argumentSet(name, script);
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void aHostileIssuerIsBoundedAndTheOldKeysWork(BiConsumer<ScriptedIssuer, String> script) {
    issuer.publish(firstSet);
    start();
    first();
    script.accept(issuer, Jwts.jwk("second", SECOND).toString());
    clock.advance(JwksCache.PAUSE);

    long begin = System.nanoTime();
    assertThat(second().status()).isEqualTo(503);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(15));
    assertThat(first().status()).as("the keys from before").isEqualTo(200);

    issuer.publish(secondSet);
    clock.advance(JwksCache.RETRY);
    assertThat(second().status()).as("as soon as it behaves").isEqualTo(200);
  }

  /** Each is the word of an issuer that has taken its key back. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"keys\":[]}",
        "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"new\","
            + "\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}]}",
        "{\"keys\":[{\"kty\":\"of tomorrow\"}]}",
      })
  void aSetWithoutAUsableKeyWithdrawsTheKeysFromBefore(String set) {
    issuer.publish(firstSet);
    start();
    assertThat(first().status()).isEqualTo(200);
    issuer.publish(set);
    clock.advance(JwksCache.PAUSE);

    assertThat(second().status()).as("it is asked again, and answers").isEqualTo(401);
    assertThat(first().status()).as("withdrawn").isEqualTo(401);

    issuer.publish(firstSet);
    clock.advance(JwksCache.PAUSE);
    assertThat(first().status()).as("published again").isEqualTo(200);
  }

  @Test
  void aRedirectIsNotFollowed() {
    stranger.publish(secondSet);
    issuer.redirect(stranger.keys());
    start();

    assertUnavailable(second(), "5");
    assertThat(stranger.asked()).isEmpty();
  }

  @Test
  void aConfigurationOfAnotherIssuerOrWithoutTlsIsNotBelieved() {
    stranger.publish(secondSet);
    issuer.configure(
        "{\"issuer\":\"%s\",\"jwks_uri\":\"%s\"}".formatted(stranger.name(), stranger.keys()));
    start(TrustedIssuer.openId(issuer.name(), Set.of("roster")));

    assertUnavailable(second(), "5");
    for (String location :
        new String[] {
          "http://169.254.169.254/latest/meta-data",
          "http://keys.example/",
          "file:///etc/passwd",
          "https://user@keys.example/",
          "not a URL"
        }) {
      clock.advance(JwksCache.RETRY);
      issuer.configure(
          "{\"issuer\":\"%s\",\"jwks_uri\":\"%s\"}".formatted(issuer.name(), location));
      assertUnavailable(second(), "5");
    }
    assertThat(stranger.asked()).isEmpty();
    assertThat(issuer.askedForKeys()).isZero();
  }

  @Test
  void aSlowIssuerHoldsUpAFewRequestsAndIsAskedOnce() throws Exception {
    issuer.fail(503);
    start();
    first();
    issuer.hold(firstSet);
    clock.advance(JwksCache.RETRY);
    int requests = 20;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletionService<Integer> answers = new ExecutorCompletionService<>(threads);
      Callable<Integer> request = () -> first().status();
      for (int i = 0; i < requests; i++) {
        answers.submit(request);
      }

      for (int i = 0; i < requests - WAITING; i++) {
        assertThat(answers.take().get()).as("nobody waits behind eight others").isEqualTo(503);
      }
      assertThat(server.get("ann-token", ME).status()).as("other tokens").isEqualTo(200);
      issuer.release();
      for (int i = 0; i < WAITING; i++) {
        assertThat(answers.take().get()).as("one of the eight").isEqualTo(200);
      }
    }
    assertThat(issuer.askedForKeys()).isEqualTo(2);
  }
}
