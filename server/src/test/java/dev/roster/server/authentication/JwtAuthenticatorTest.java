package dev.roster.server.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.roster.server.boot.OperatorServices;
import dev.roster.server.boot.RateLimits;
import dev.roster.server.caller.OperatorCaller;
import dev.roster.server.caller.Scope;
import dev.roster.server.credential.ApiToken;
import dev.roster.server.credential.SecretHash;
import dev.roster.server.db.Database;
import dev.roster.server.directory.AccountService;
import dev.roster.server.directory.EmailAddress;
import dev.roster.server.directory.LinkOutcome;
import dev.roster.server.jwt.TrustedIssuer;
import dev.roster.server.jwt.TrustedIssuer.PersonBy;
import dev.roster.server.onboarding.OnboardRequest;
import dev.roster.server.testing.Jwts;
import dev.roster.server.testing.MovableClock;
import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.ScriptedIssuer;
import dev.roster.server.testing.TestServer;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The caller of a valid JWT, and its permissions; Ann (1) owns Alpha One. */
class JwtAuthenticatorTest {
  private static final OperatorCaller OPERATOR = new OperatorCaller("test");
  private static final String ME = "/api/accounts/users/me/";
  private static final String INVITATIONS = "/api/accounts/invitations/";
  private static final String INVITATION = "{\"email\":\"ada@example.org\",\"auth_group\":3}";
  private static final String NOBODY = "{\"detail\":\"User inactive or deleted.\"}";
  private static final String INVALID = "{\"detail\":\"Invalid token.\"}";
  private static final Instant NOON = Instant.parse("2031-03-01T12:00:00Z");

  private static final KeyPair PAIR = Jwts.rsa("issuer");
  private final ScriptedIssuer issuer = new ScriptedIssuer();
  private final TrustedIssuer trusted = TrustedIssuer.openId(issuer.name(), Set.of("roster"));
  private TestServer server;
  private AccountService accounts;

  @AfterEach
  void stop() {
    server.close();
    issuer.close();
  }

  private void start(TrustedIssuer trust, RateLimits limits) {
    issuer.publish(Jwts.keySet(Jwts.jwk("rsa-1", PAIR)));
    server = TestServer.trusting(trust, "two-tenants", new MovableClock(NOON), limits);
    accounts = OperatorServices.over(server.database(), Clock.systemUTC()).accounts();
  }

  private void start() {
    start(trusted, RateLimits.OFF);
    link("ann@alpha.test", "ann-sub");
  }

  private LinkOutcome link(String email, String subject) {
    return accounts.link(OPERATOR, new EmailAddress(email), subject);
  }

  private String jwt(String subject, Map<String, Object> more) {
    Map<String, Object> claims = Jwts.claims(issuer.name(), "roster", subject, NOON);
    claims.putAll(more);
    return Jwts.sign(
        JSONObjectUtils.toJSONString(Jwts.header("RS256", "rsa-1")),
        JSONObjectUtils.toJSONString(claims),
        "SHA256withRSA",
        PAIR.getPrivate());
  }

  private int invite(Map<String, Object> claims) {
    return server.post(jwt("ann-sub", claims), INVITATIONS, INVITATION).status();
  }

  private long people() {
    return server
        .database()
        .reading(
            tx -> tx.handle().createQuery("SELECT count(*) FROM person").mapTo(Long.class).one());
  }

  @Test
  void anUnknownSubjectIsRefusedAndCreatesNoPerson() {
    start();
    long before = people();

    RawResponse refused = server.get(jwt("stranger", Map.of("email", "ann@alpha.test")), ME);

    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.text()).isEqualTo(NOBODY);
    assertThat(refused.header("www-authenticate")).hasValue("Bearer");
    assertThat(people()).isEqualTo(before);
  }

  @Test
  void suspensionAndUnlinkingCountFromTheNextRequestOn() {
    start();
    EmailAddress ann = new EmailAddress("ann@alpha.test");
    String token = jwt("ann-sub", Map.of());
    assertThat(server.get(token, ME).status()).isEqualTo(200);

    accounts.suspend(OPERATOR, ann);
    assertThat(server.get(token, ME).text()).isEqualTo(NOBODY);
    accounts.reinstate(OPERATOR, ann);
    assertThat(server.get(token, ME).status()).isEqualTo(200);
    accounts.unlink(OPERATOR, ann);
    assertThat(server.get(token, ME).text()).isEqualTo(NOBODY);
  }

  @Test
  void twoPeopleNeverShareASubject() {
    start();

    assertThat(link("ben@beta.test", "ann-sub"))
        .isEqualTo(new LinkOutcome.TakenSubject("ann@alpha.test"));
    assertThat(link("who@nowhere.test", "x")).isEqualTo(new LinkOutcome.UnknownPerson());
    assertThat(link("ann@alpha.test", "ann-sub"))
        .as("again")
        .isInstanceOf(LinkOutcome.Linked.class);
    assertThat(link("Ann@ALPHA.test", "ann-2")).isInstanceOf(LinkOutcome.Linked.class);
    assertThat(server.get(jwt("ann-sub", Map.of()), ME).text()).isEqualTo(NOBODY);
    assertThat(server.get(jwt("ann-2", Map.of()), ME).text())
        .contains("\"firebase_uid\":\"ann-2\"");
  }

  @Test
  void aJwtHasTheScopesItNamesAndAllIfItSaysNothingAboutScopes() {
    start();

    assertThat(invite(Map.of("scope", "openid read profile"))).isEqualTo(403);
    assertThat(invite(Map.of("scp", List.of("read")))).isEqualTo(403);
    assertThat(invite(Map.of("scope", "openid read write"))).isEqualTo(201);
    assertThat(server.get(jwt("ann-sub", Map.of("scope", "openid profile")), ME).status())
        .isEqualTo(200);
    assertThat(server.post(jwt("ann-sub", Map.of()), INVITATIONS, "{}").status())
        .as("permitted, but nothing is in the body")
        .isEqualTo(400);
  }

  @Test
  void aJwtWithForeignScopesOnlyMayRead() {
    start();

    for (Map<String, Object> foreign :
        List.<Map<String, Object>>of(
            Map.of("scope", "openid profile"),
            Map.of("scope", ""),
            Map.of("scope", List.of("openid")),
            Map.of("scp", List.of()),
            Map.of("scope", "writer read:all"))) {
      assertThat(server.get(jwt("ann-sub", foreign), ME).status()).as("%s", foreign).isEqualTo(200);
      assertThat(invite(foreign)).as("%s", foreign).isEqualTo(403);
    }
  }

  @Test
  void configurationSaysWhatAJwtWithoutScopesMayDo() {
    start(trusted.withScopes(Set.of(Scope.READ)), RateLimits.OFF);
    link("ann@alpha.test", "ann-sub");

    assertThat(server.get(jwt("ann-sub", Map.of()), ME).status()).isEqualTo(200);
    assertThat(invite(Map.of("scope", "openid profile"))).isEqualTo(403);
    assertThat(invite(Map.of("scope", "write"))).isEqualTo(201);
  }

  @Test
  void configurationMayLetAJwtWithForeignScopesWrite() {
    start(trusted.withScopes(Set.of(Scope.WRITE)), RateLimits.OFF);
    link("ann@alpha.test", "ann-sub");

    assertThat(invite(Map.of("scope", "read"))).as("what it names counts").isEqualTo(403);
    assertThat(invite(Map.of("scope", "openid profile"))).isEqualTo(201);
  }

  @Test
  void aVerifiedAddressFindsThePersonIfThatIsConfigured() {
    start(trusted.withPersonBy(PersonBy.EMAIL), RateLimits.OFF);

    Map<String, Object> verified = Map.of("email", "Ann@ALPHA.test", "email_verified", true);
    assertThat(server.get(jwt("any", verified), ME).text()).contains("ann@alpha.test");
    for (Map<String, Object> claims :
        List.<Map<String, Object>>of(
            Map.of("email", "ann@alpha.test"),
            Map.of("email", "ann@alpha.test", "email_verified", false),
            Map.of("email", "ann@alpha.test", "email_verified", "true"),
            Map.of("email", List.of("ann@alpha.test"), "email_verified", true),
            Map.of("email_verified", true))) {
      assertThat(server.get(jwt("any", claims), ME).text()).isEqualTo(INVALID);
    }
    Map<String, Object> unknown = Map.of("email", "ann@alpha.tesț", "email_verified", true);
    assertThat(server.get(jwt("any", unknown), ME).text()).isEqualTo(NOBODY);
  }

  /** In IDNA 2003 the two domains were one, so that whoever has fass.de was let in. */
  @Test
  void aVerifiedAddressInAnotherDomainIsAnotherPersons() {
    start(trusted.withPersonBy(PersonBy.EMAIL), RateLimits.OFF);
    onboard("a@fa\u00df.de");
    onboard("b@\u03b2\u03cc\u03bb\u03bf\u03c2.com");
    onboard("c@xy.com");

    for (String foreign :
        List.of(
            "a@fass.de",
            "A@FASS.de",
            "b@\u03b2\u03cc\u03bb\u03bf\u03c3.com",
            "b@xn--nxasmq6b.com",
            "c@x\u200dy.com",
            "c@xy.com.",
            " c@xy.com",
            "c <c@xy.com>")) {
      Map<String, Object> claims = Map.of("email", foreign, "email_verified", true);
      assertThat(server.get(jwt("any", claims), ME).text()).as(foreign).isEqualTo(NOBODY);
    }
    for (String own :
        List.of("a@fa\u00df.de", "A@XN--FA-HIA.DE", "b@xn--nxasmm1c.com", "\"c\"@XY.com")) {
      Map<String, Object> claims = Map.of("email", own, "email_verified", true);
      assertThat(server.get(jwt("any", claims), ME).status()).as(own).isEqualTo(200);
    }
    Map<String, Object> sharp = Map.of("email", "a@fa\u00df.de", "email_verified", true);
    assertThat(server.get(jwt("any", sharp), ME).text()).contains("\"email\":\"a@xn--fa-hia.de\"");
  }

  private void onboard(String email) {
    OperatorServices.over(server.database(), Clock.systemUTC())
        .onboarding()
        .onboard(
            OPERATOR,
            new OnboardRequest(
                "Company of " + email,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new EmailAddress(email),
                "A",
                "B"),
            done -> {});
  }

  @Test
  void allJwtsOfAPersonCountTogetherAndApartFromOtherTokens() {
    start(trusted, new RateLimits(true, 5, 3));
    link("ann@alpha.test", "ann-sub");
    link("ben@beta.test", "ben-sub");

    for (int i = 0; i < 4; i++) {
      String fresh = jwt("ann-sub", Map.of("jti", "" + i));
      assertThat(server.get(fresh, ME).header("x-ratelimit-remaining")).hasValue("" + (4 - i));
    }
    assertThat(server.get(jwt("ben-sub", Map.of()), ME).header("x-ratelimit-remaining"))
        .hasValue("4");
    assertThat(server.get("ann-token", ME).header("x-ratelimit-remaining")).hasValue("4");
    server.get(jwt("ann-sub", Map.of("jti", "last")), ME);
    assertThat(server.get(jwt("ann-sub", Map.of("jti", "refreshed")), ME).status()).isEqualTo(429);
  }

  @Test
  void noJwtIsAUseOfATokenThatIsStored() {
    start();
    server.get(jwt("ann-sub", Map.of()), ME);
    server.get(jwt("stranger", Map.of()), ME);
    server.get(jwt("ann-sub", Map.of("aud", "billing")), ME);

    assertThat(server.get("both-token", ME).status()).as("opaque tokens as before").isEqualTo(200);
    server.close();

    try (Database after = Database.open(server.url(), 1)) {
      assertThat(OperatorServices.over(after, new MovableClock(NOON)).tokens().all(OPERATOR))
          .filteredOn(token -> token.lifespan().lastUsedAt().isPresent())
          .extracting(ApiToken::email)
          .containsExactly("both@both.test");
    }
  }

  @Test
  void withoutAnIssuerAJwtIsAnOpaqueToken() {
    server = TestServer.withData("two-tenants", new MovableClock(NOON));
    String token = jwt("ann-sub", Map.of());
    server
        .database()
        .inTransaction(tx ->
            tx.handle()
                .execute(
                    "INSERT INTO api_token (token_hash, person_id) VALUES (?, 1)",
                    SecretHash.ofToken(token)));

    assertThat(server.get(token, ME).status()).isEqualTo(200);
    assertThat(server.get(jwt("ben-sub", Map.of()), ME).text()).isEqualTo(INVALID);
  }
}
