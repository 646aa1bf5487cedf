package dev.roster.server.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.roster.server.boot.OperatorServices;
import dev.roster.server.boot.RateLimits;
import dev.roster.server.caller.OperatorCaller;
import dev.roster.server.directory.EmailAddress;
import dev.roster.server.testing.MovableClock;
import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.TestServer;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** The tokens of a {@link JwtSamples} over HTTP. Ann (1) is called ann-sub by the issuer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JwtVerificationTest {
  private static final String ME = "/api/accounts/users/me/";
  private static final String INVALID = "{\"detail\":\"Invalid token.\"}";

  private final JwtSamples samples = new JwtSamples();
  private final TestServer server;

  JwtVerificationTest() {
    server =
        TestServer.trusting(
            samples.trusted(), "two-tenants", new MovableClock(JwtSamples.NOON), RateLimits.OFF);
    OperatorServices.over(server.database(), Clock.systemUTC())
        .accounts()
        .link(new OperatorCaller("test"), new EmailAddress("ann@alpha.test"), "ann-sub");
  }

  @AfterAll
  void stop() {
    server.close();
    samples.close();
  }

  Stream<Arguments> badOnes() {
    return samples.badOnes();
  }

  Stream<Arguments> goodOnes() {
    return samples.goodOnes();
  }

  @ParameterizedTest
  @MethodSource("badOnes")
  void aTokenThatIsNotToBeTrustedIsInvalid(String token) {
    RawResponse refused = server.get(token, ME);

    assertThat(refused.text()).isEqualTo(INVALID);
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.header("www-authenticate")).hasValue("Bearer");
  }

  @ParameterizedTest
  @MethodSource("goodOnes")
  void aTokenOfTheIssuerIsThePersonOfItsSubject(String token) {
    RawResponse me = server.get(token, ME);

    assertThat(me.status()).isEqualTo(200);
    assertThat(me.text()).contains("\"email\":\"ann@alpha.test\"", "Alpha One");
  }

  @Test
  void anExpiredTokenSaysSoOnlyIfItWasGood() {
    RawResponse expired = server.get(samples.claiming("exp", JwtSamples.NOW - 60), ME);
    assertThat(expired.status()).isEqualTo(401);
    assertThat(expired.text()).isEqualTo("{\"detail\":\"Token has expired.\"}");
    assertThat(expired.header("www-authenticate")).hasValue("Bearer");

    String late = samples.with(samples.payload(), "exp", JwtSamples.NOW - 60);
    assertThat(server.get(samples.forged(late), ME).text()).isEqualTo(INVALID);
    assertThat(
            server
                .get(samples.signed(samples.header(), samples.with(late, "aud", "billing")), ME)
                .text())
        .isEqualTo(INVALID);
  }

  /** A megabyte would meet a closed socket: the server ends a request with such a header. */
  @Test
  void aTokenThatIsTooLongIsRefusedBeforeAnybodyReadsIt() {
    String tooLong = samples.claiming("padding", "p".repeat(12_000));
    Map<String, String> bearer = Map.of("Authorization", "Bearer " + tooLong);
    assertThat(server.raw().send("GET", ME, bearer, null).status()).isEqualTo(431);

    Map<String, String> longest =
        Map.of("Authorization", "Bearer " + samples.claiming("padding", "p".repeat(11_000)));
    assertThat(server.raw().send("GET", ME, longest, null).status()).isEqualTo(200);
  }

  @Test
  void noTokenMakesTheServerAskAnybodyButItsIssuer() {
    samples.onesWithAKeyOfTheirOwn().forEach(each -> server.get((String) each.get()[0], ME));

    assertThat(samples.askedOfTheStranger()).isEmpty();
  }

  @Test
  void nothingOfATokenIsLogged() {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    Logger root = (Logger) LoggerFactory.getLogger("ROOT");
    Logger ours = (Logger) LoggerFactory.getLogger("dev.roster");
    Level level = ours.getLevel();
    ours.setLevel(Level.TRACE);
    log.start();
    root.addAppender(log);
    List<String> tokens =
        Stream.concat(badOnes(), goodOnes()).map(each -> (String) each.get()[0]).toList();
    try {
      tokens.forEach(token -> server.get(token, ME));
    } finally {
      root.detachAppender(log);
      ours.setLevel(level);
    }

    List<String> lines = List.copyOf(log.list).stream().map(JwtVerificationTest::line).toList();
    assertThat(lines).anyMatch(line -> line.contains("a JWT was refused: the signature is wrong"));
    for (String token : tokens) {
      Arrays.stream(token.split("\\."))
          .filter(part -> part.length() > 20)
          .forEach(part -> assertThat(lines).noneMatch(line -> line.contains(part)));
    }
    assertThat(lines).noneMatch(line -> line.contains("ann-sub") || line.contains("passwd"));
  }

  private static String line(ILoggingEvent event) {
    return event.getFormattedMessage()
        + (event.getThrowableProxy() == null ? "" : event.getThrowableProxy().getMessage());
  }
}
