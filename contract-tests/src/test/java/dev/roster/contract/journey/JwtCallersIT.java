package dev.roster.contract.journey;

import static dev.roster.contract.journey.JwtServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.alignment.check.Check;
import dev.roster.contract.InReport;
import dev.roster.contract.SharedServer;
import dev.roster.contract.journey.LoopbackIssuer.Response;
import java.net.http.HttpResponse;
import java.text.Normalizer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A part of check 7: callers who show a JWT of a trusted issuer, where journeys show tokens only.
 * Holds the server to {@code docs/jwt.md} by a call that reads and one that writes.
 */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@InReport(check = Check.JOURNEYS)
class JwtCallersIT {
  private static final String INVALID = "Invalid token.";
  private static final String NOBODY = "User inactive or deleted.";
  private static final JwtKey RSA = JwtVariant.RSA;
  private static final JwtKey CURVE = JwtVariant.CURVE;

  private final Map<String, JwtServer> byConfiguredScope = new HashMap<>();
  private JwtServer bySubject;
  private JwtServer byEmail;

  /** The one whose time passes and whose keys change. */
  private JwtServer rotating;

  /** An owner whom no test changes. */
  private User ada;

  @BeforeAll
  void start() {
    bySubject = JwtServer.bySubject(CURVE, RSA, JwtVariant.SHORT);
    byEmail = JwtServer.byEmail(CURVE);
    rotating = JwtServer.bySubject(CURVE);
    Stream.of("read", "write")
        .forEach(scope -> byConfiguredScope.put(scope, JwtServer.withScopes(CURVE, scope)));
    ada = User.owner();
  }

  @AfterAll
  void stop() {
    Stream.of(bySubject, byEmail, rotating).forEach(JwtServer::close);
    byConfiguredScope.values().forEach(JwtServer::close);
  }

  /** A user of a state, with the token and the subject that the state gives. */
  private record User(String id, String token) {
    static User of(String state, Map<String, ?> parameters) {
      Map<String, Object> values = SharedServer.roster().set(state, parameters);
      return new User(values.get("user_id").toString(), values.get("token").toString());
    }

    static User owner() {
      return of("a caller", Map.of());
    }

    String subject() {
      return "firebase-" + id;
    }
  }

  private static String unique() {
    return UUID.randomUUID().toString().substring(24);
  }

  private static String invitee() {
    return "invitee." + unique() + "@state.example";
  }

  private static void assertFound(HttpResponse<String> response, String userId) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(json(response).path("id").asText()).isEqualTo(userId);
  }

  private static void assertInvited(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
  }

  /** Both calls are refused in the words of the contract. */
  private static void assertRefused(JwtServer server, String jwt, String detail) {
    for (HttpResponse<String> refused : List.of(server.me(jwt), server.invite(jwt, invitee()))) {
      assertThat(refused.statusCode()).as(refused.body()).isEqualTo(401);
      assertThat(refused.headers().allValues("www-authenticate")).containsExactly("Bearer");
      assertThat(refused.headers().firstValue("content-type")).hasValue("application/json");
      assertThat(refused.body()).isEqualTo("{\"detail\":\"" + detail + "\"}");
      assertThat(refused.headers().firstValue("x-ratelimit-limit")).isEmpty();
    }
  }

  /** Both calls cannot be decided now. */
  private static void assertUnavailable(JwtServer server, String jwt, int longest) {
    for (HttpResponse<String> later : List.of(server.me(jwt), server.invite(jwt, invitee()))) {
      assertThat(later.statusCode()).as(later.body()).isEqualTo(503);
      assertThat(later.body())
          .isEqualTo("{\"detail\":\"The service is temporarily unavailable.\"}");
      assertThat(Integer.parseInt(later.headers().firstValue("retry-after").orElseThrow()))
          .isBetween(1, longest);
    }
  }

  static Stream<JwtKey> signingKeys() {
    return Stream.of(RSA, CURVE);
  }

  @ParameterizedTest
  @MethodSource("signingKeys")
  void aJwtSignedWithEitherDefaultAlgorithmIsAccepted(JwtKey key) {
    String jwt = JwtServer.jwt(bySubject.claims(ada.subject()), key);

    assertFound(bySubject.me(jwt), ada.id());
    assertInvited(bySubject.invite(jwt, invitee()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"OWNER", "ADMIN", "EDITOR", "VIEWER"})
  void aJwtAllowsWhatATokenOfTheSameUserAllows(String role) {
    User user = User.of("a caller", Map.of("role", role));
    String jwt = bySubject.jwt(user.subject());
    HttpResponse<String> byToken = bySubject.invite(user.token(), invitee());
    HttpResponse<String> byJwt = bySubject.invite(jwt, invitee());

    assertFound(bySubject.me(jwt), user.id());
    assertThat(bySubject.me(jwt).body()).isEqualTo(bySubject.me(user.token()).body());
    assertThat(byJwt.statusCode()).isEqualTo(byToken.statusCode()).isIn(201, 403);
    if (byJwt.statusCode() == 403) {
      assertThat(byJwt.body()).isEqualTo(byToken.body());
    } else {
      JsonNode company = json(bySubject.invitation(jwt, byToken)).path("company");
      assertThat(company.path("id").isIntegralNumber()).isTrue();
      assertThat(json(bySubject.invitation(user.token(), byJwt)).path("company"))
          .isEqualTo(company);
    }
  }

  @Test
  void theAddressOfAJwtFindsItsUserInAnySpelling() {
    String email = json(byEmail.me(ada.token())).path("email").asText();

    assertInvited(byEmail.invite(byAddress(email), invitee()));
    int at = email.indexOf('@');
    for (String spelling :
        List.of(
            email,
            email.toUpperCase(Locale.ROOT),
            "A" + email.substring(1),
            email.substring(0, at) + email.substring(at).toUpperCase(Locale.ROOT),
            "\"" + email.substring(0, at) + "\"" + email.substring(at))) {
      assertFound(byEmail.me(byAddress(spelling)), ada.id());
    }
    for (String other : List.of(email + ".", " " + email, "a" + email, "<" + email + ">")) {
      assertRefused(byEmail, byAddress(other), NOBODY);
    }
  }

  private String byAddress(String email) {
    Map<String, Object> claims = byEmail.claims("any");
    claims.putAll(Map.of("email", email, "email_verified", true));
    return byEmail.jwt(claims);
  }

  /**
   * Of an invitee who accepted, without any token; IDNA 2003 would take sharp s for ss.
   *
   * @param domain with letters
   * @param ascii the same with A-labels
   */
  @ParameterizedTest
  @CsvSource({
    "b\u00fccher, xn--bcher-kva, bucher",
    "B\u00dcCHER, xn--bcher-kva, buecher",
    "fa\u00df, xn--fa-hia, fass",
    "\u03b2\u03cc\u03bb\u03bf\u03c2, xn--nxasmm1c, \u03b2\u03cc\u03bb\u03bf\u03c3"
  })
  void anInternationalDomainIsTheSameWithLettersAndAsAsciiAndNoOther(
      String domain, String ascii, String other) {
    String local = "ada." + unique() + "@";
    HttpResponse<String> invited = byEmail.invite(ada.token(), local + domain + ".example");
    assertInvited(invited);
    byEmail.accept(json(invited).path("id").asText());

    HttpResponse<String> found = byEmail.me(byAddress(local + domain + ".example"));
    assertFound(found, json(found).path("id").asText());
    assertThat(json(found).path("email").asText()).isEqualTo(local + ascii + ".example");
    for (String spelling :
        List.of(
            local + ascii + ".example",
            local + ascii.toUpperCase(Locale.ROOT) + ".EXAMPLE",
            local.toUpperCase(Locale.ROOT) + domain + ".Example",
            local + Normalizer.normalize(domain, Normalizer.Form.NFD) + ".example")) {
      assertFound(byEmail.me(byAddress(spelling)), json(found).path("id").asText());
    }
    assertRefused(byEmail, byAddress(local + other + ".example"), NOBODY);
    assertInvited(byEmail.invite(byAddress(local + domain + ".example"), invitee()));
  }

  @Test
  void onlyAVerifiedAddressIsOne() {
    String email = json(byEmail.me(ada.token())).path("email").asText();
    for (Map<String, Object> claims :
        List.<Map<String, Object>>of(
            Map.of("email", email),
            Map.of("email", email, "email_verified", false),
            Map.of("email", email, "email_verified", "true"),
            Map.of("email", email, "email_verified", 1),
            Map.of("email", List.of(email), "email_verified", true),
            Map.of("email", "", "email_verified", true),
            Map.of("email_verified", true))) {
      Map<String, Object> all = byEmail.claims(ada.subject());
      all.putAll(claims);
      assertRefused(byEmail, byEmail.jwt(all), INVALID);
    }
    assertRefused(byEmail, byAddress("nobody." + unique() + "@state.example"), NOBODY);
  }

  @Test
  void aSubjectFindsItsUserToTheLetterAndWhateverTheAddress() {
    User other = User.owner();
    Map<String, Object> claims = bySubject.claims(ada.subject());
    claims.put("email", json(bySubject.me(other.token())).path("email").asText());
    claims.put("email_verified", true);

    assertFound(bySubject.me(bySubject.jwt(claims)), ada.id());
    for (String nobody : List.of("F" + ada.subject().substring(1), ada.subject() + " ", "nobody")) {
      claims.put("sub", nobody);
      assertRefused(bySubject, bySubject.jwt(claims), NOBODY);
    }
  }

  @Test
  void aSuspendedUserIsRefused() {
    User suspended = User.of("a deactivated caller", Map.of());

    assertRefused(bySubject, bySubject.jwt(suspended.subject()), NOBODY);
  }

  /**
   * @param claims of scopes, as JSON with single quotes
   * @param status of an invitation
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                         | 201",
        "{'scope': 'read'}                          | 403",
        "{'scope': 'write'}                         | 201",
        "{'scope': 'admin'}                         | 201",
        "{'scope': 'openid read profile'}           | 403",
        "{'scope': 'openid profile write'}          | 201",
        "{'scope': ['openid', 'read']}              | 403",
        "{'scope': ['read', 'write']}               | 201",
        "{'scp': 'read'}                            | 403",
        "{'scp': 'read write'}                      | 201",
        "{'scp': ['read']}                          | 403",
        "{'scp': ['openid', 'write']}               | 201",
        "{'scope': 'read', 'scp': ['write']}        | 201",
        "{'scope': 'openid profile'}                | 403",
        "{'scope': ''}                              | 403",
        "{'scp': []}                                | 403",
        "{'scp': ['writer', 'roster:write']}        | 403",
        "{'scope': 'read,write'}                    | 401",
        "{'scope': 'read  write'}                   | 401",
        "{'scope': ' write'}                        | 401",
        "{'scope': 'read\\twrite'}                  | 401",
        "{'scope': 7}                               | 401",
        "{'scope': {'write': true}}                 | 401",
        "{'scope': null}                            | 401",
        "{'scope': ['read write']}                  | 401",
        "{'scp': [7]}                               | 401",
        "{'scope': 'write', 'scp': null}            | 401"
      })
  void scopesOfAJwtLimitWhatItsUserMayDo(String claims, int status) {
    assertScopes(bySubject, claims, status);
  }

  private void assertScopes(JwtServer server, String scopes, int status) {
    String claims = LoopbackIssuer.json(server.claims(ada.subject()));
    String more = scopes.strip().replace('\'', '"');
    String payload =
        more.equals("{}")
            ? claims
            : claims.substring(0, claims.length() - 1) + "," + more.substring(1);
    String jwt = JwtServer.jwt(JwtServer.header(CURVE), payload, CURVE);
    if (status == 401) {
      assertRefused(server, jwt, INVALID);
      return;
    }
    String email = invitee();
    HttpResponse<String> response = server.invite(jwt, email);
    assertFound(server.me(jwt), ada.id());
    assertThat(response.statusCode()).isEqualTo(status);
    if (status == 403) {
      assertThat(response.body())
          .isEqualTo("{\"detail\":\"You do not have permission to perform this action.\"}");
      // nothing was invited
      assertInvited(server.invite(ada.token(), email));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "read  | {}                          | 403",
        "read  | {'scope': 'openid profile'} | 403",
        "read  | {'scp': ['write']}          | 201",
        "write | {}                          | 201",
        "write | {'scope': 'openid profile'} | 201",
        "write | {'scope': ''}               | 201",
        "write | {'scope': 'read'}           | 403"
      })
  void configuredScopesAreThoseOfAJwtThatNamesNone(String configured, String claims, int status) {
    assertScopes(byConfiguredScope.get(configured), claims, status);
  }

  @ParameterizedTest
  @MethodSource("dev.roster.contract.journey.JwtVariant#all")
  void aJwtIsAcceptedOrRefusedAsDocumented(JwtVariant variant) {
    String jwt = variant.of(bySubject, ada.subject());
    if (variant.detail().isEmpty()) {
      assertFound(bySubject.me(jwt), ada.id());
      assertInvited(bySubject.invite(jwt, invitee()));
    } else {
      assertRefused(bySubject, jwt, variant.detail());
    }
  }

  @Test
  void allJwtsOfAUserCountTogetherAndApartFromTokens() {
    User ada = User.owner();
    try (JwtServer server = JwtServer.limited(CURVE, 3)) {
      Map<String, Object> readOnly = server.claims(ada.subject());
      readOnly.put("scope", "read");
      assertLimit(server.me(server.jwt(ada.subject())), 200, "2");
      assertLimit(server.invite(server.jwt(ada.subject()), invitee()), 201, "1");
      assertLimit(server.invite(server.jwt(readOnly), invitee()), 403, "1");
      server.pass(Duration.ofSeconds(1));
      assertLimit(server.me(server.jwt(ada.subject())), 200, "0");
      assertLimit(server.me(server.jwt(ada.subject())), 429, "0");
      assertLimit(server.invite(server.jwt(ada.subject()), invitee()), 429, "0");
      assertLimit(server.me(ada.token()), 200, "2");
      assertLimit(server.me(server.jwt(User.owner().subject())), 200, "2");
    }
  }

  private static void assertLimit(HttpResponse<String> response, int status, String remaining) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("x-ratelimit-limit")).hasValue("3");
    assertThat(response.headers().firstValue("x-ratelimit-remaining")).hasValue(remaining);
    assertThat(response.headers().firstValue("x-ratelimit-reset")).isPresent();
  }

  @Test
  void aKeyThatWasJustRotatedInIsAcceptedAtOnce() {
    JwtKey next = JwtKey.curve("next");
    rotating.renew(Response.of(CURVE));
    assertFound(rotating.me(rotating.jwt(ada.subject())), ada.id());
    long fetches = rotating.issuer().fetches();
    rotating.issuer().publish(CURVE, next);
    rotating.pass(Duration.ofSeconds(29));
    assertRefused(rotating, signedBy(next), INVALID);
    assertThat(rotating.issuer().fetches()).isEqualTo(fetches);
    rotating.pass(Duration.ofSeconds(2));

    assertInvited(rotating.invite(signedBy(next), invitee()));
    assertFound(rotating.me(signedBy(next)), ada.id());
    assertFound(rotating.me(signedBy(CURVE)), ada.id());
    assertThat(rotating.issuer().fetches()).isEqualTo(fetches + 1);
  }

  /** A JWT of the issuer whose keys change. */
  private String signedBy(JwtKey key) {
    return JwtServer.jwt(rotating.claims(ada.subject()), key);
  }

  @Test
  void aKeySetWithoutAKeyWithdrawsItWhenItIsFetched() {
    JwtKey next = JwtKey.curve("next");
    rotating.renew(Response.of(CURVE));
    assertFound(rotating.me(signedBy(CURVE)), ada.id());
    rotating.issuer().publish(next);
    rotating.pass(Duration.ofSeconds(31));
    assertFound(rotating.me(signedBy(CURVE)), ada.id());
    assertFound(rotating.me(signedBy(next)), ada.id());

    assertRefused(rotating, signedBy(CURVE), INVALID);
    rotating.issuer().publish();
    rotating.pass(Duration.ofSeconds(31));
    assertRefused(rotating, signedBy(CURVE), INVALID);
    assertRefused(rotating, signedBy(next), INVALID);
  }

  /**
   * @param caching the {@code Cache-Control} of the key set
   * @param cached the seconds after which no newer one has been fetched, not even beforehand
   * @param stale the seconds after which a newer one counts
   */
  @ParameterizedTest
  @CsvSource({
    "'', 710, 901",
    "'public, max-age=3600', 2870, 3601",
    "max-age=1, 235, 301",
    "max-age=900000, 69000, 86401"
  })
  void aKeySetIsCachedAsLongAsItsPublisherSaysWithinLimits(String caching, int cached, int stale) {
    rotating.renew(new Response(200, caching, LoopbackIssuer.keySet(CURVE)));
    assertFound(rotating.me(signedBy(CURVE)), ada.id());
    long fetches = rotating.issuer().fetches();
    rotating.issuer().publish(JwtKey.curve("next"));

    rotating.pass(Duration.ofSeconds(cached));
    assertFound(rotating.me(signedBy(CURVE)), ada.id());
    assertThat(rotating.issuer().fetches()).isEqualTo(fetches);
    rotating.pass(Duration.ofSeconds(stale - cached));
    assertRefused(rotating, signedBy(CURVE), INVALID);
    assertThat(rotating.issuer().fetches()).isEqualTo(fetches + 1);
  }

  static Stream<Response> outages() {
    return Stream.of(
        new Response(500, "", LoopbackIssuer.keySet(CURVE)),
        new Response(302, "", LoopbackIssuer.keySet(CURVE)),
        new Response(200, "", "[]"),
        new Response(200, "", "<html></html>"),
        new Response(200, "", LoopbackIssuer.keySet(CURVE) + " ".repeat(256 * 1024)));
  }

  @ParameterizedTest
  @MethodSource("outages")
  void cachedKeysAreUsedForFourHoursOfAnOutage(Response outage) {
    rotating.renew(Response.of(CURVE));
    assertFound(rotating.me(signedBy(CURVE)), ada.id());
    long fetches = rotating.issuer().fetches();
    rotating.issuer().respond(outage);
    rotating.pass(Duration.ofMinutes(15).plusHours(4).minusSeconds(1));
    assertFound(rotating.me(signedBy(CURVE)), ada.id());
    assertUnavailable(rotating, signedBy(JwtKey.curve("next")), 5);
    assertThat(rotating.issuer().fetches()).isEqualTo(fetches + 1);

    rotating.pass(Duration.ofSeconds(1));
    assertUnavailable(rotating, signedBy(CURVE), 5);
    assertFound(rotating.me(ada.token()), ada.id());
    rotating.issuer().publish(CURVE);
    rotating.pass(Duration.ofSeconds(5));
    assertFound(rotating.me(signedBy(CURVE)), ada.id());
  }

  @Test
  void theConfigurationOfAnotherIssuerIsAnOutage() {
    rotating.renew(Response.of(CURVE));
    rotating.issuer().name("https://login.example.org");
    try {
      assertUnavailable(rotating, signedBy(CURVE), 5);
    } finally {
      rotating.issuer().name(rotating.issuer().name());
    }
  }
}
