package dev.roster.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.roster.browser.Viewport;
import dev.roster.server.boot.OperatorServices;
import dev.roster.server.boot.RateLimits;
import dev.roster.server.directory.EmailAddress;
import dev.roster.server.directory.LinkOutcome;
import dev.roster.server.jwt.TrustedIssuer;
import dev.roster.server.testing.InvitationFixture;
import dev.roster.server.testing.Jwts;
import dev.roster.server.testing.MovableClock;
import dev.roster.server.testing.ScriptedIssuer;
import dev.roster.server.testing.TestServer;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The console for somebody who has a JWT of the issuer and no token of Roster. */
class ConsoleJwtBrowserTest extends ConsoleFixture {
  private static final KeyPair PAIR = Jwts.rsa("issuer");

  private final ScriptedIssuer issuer = new ScriptedIssuer();
  private final MovableClock clock = new MovableClock(Instant.now());

  @BeforeEach
  void trustTheIssuer() {
    server.close();
    issuer.publish(Jwts.keySet(Jwts.jwk("rsa-1", PAIR)));
    TrustedIssuer trusted = TrustedIssuer.openId(issuer.name(), Set.of("roster"));
    server = TestServer.trusting(trusted, "two-tenants", clock, RateLimits.OFF);
    assertThat(
            OperatorServices.over(server.database(), Clock.systemUTC())
                .accounts()
                .link(InvitationFixture.OPERATOR, new EmailAddress("ann@alpha.test"), "ann-sub"))
        .isInstanceOf(LinkOutcome.Linked.class);
  }

  @AfterEach
  void stopIssuer() {
    issuer.close();
  }

  private String jwt(Map<String, Object> more) {
    Map<String, Object> claims = Jwts.claims(issuer.name(), "roster", "ann-sub", clock.instant());
    claims.putAll(more);
    return Jwts.sign(
        JSONObjectUtils.toJSONString(Jwts.header("RS256", "rsa-1")),
        JSONObjectUtils.toJSONString(claims),
        "SHA256withRSA",
        PAIR.getPrivate());
  }

  @Test
  void aJwtSignsInUntilItExpires() {
    signIn(Viewport.DESKTOP, "Bearer " + jwt(Map.of()), "invitations");
    assertThat(tab.text()).contains("ann@alpha.test");

    invite("ada@example.org");

    tab.untilTrue("document.querySelector('#view-invitations tbody')?.innerText.includes('ada@')");
    untilRead("invitations");
    clock.advance(Duration.ofHours(2));
    tab.tabTo("#sections a[href=\"#members\"]");
    tab.enter();
    tab.untilShown("Your token is not valid any more, so you were signed out.");
    assertThat(tab.hasFocus("#token")).isTrue();
    assertThat(count("SELECT count(*) FROM invitation")).isOne();
    tab.assertAllFromHere();
  }

  @Test
  void aJwtOfSomebodyElseSignsNobodyIn() {
    open(Viewport.DESKTOP, "/console");
    tab.untilShown("Sign in");

    type(jwt(Map.of("sub", "stranger")));

    tab.untilShown("This token is not valid, or not any more.");
    assertThat(tab.run("sessionStorage.length").asInt()).isZero();
    tab.assertAllFromHere();
  }
}
