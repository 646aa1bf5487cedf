package dev.roster.server.http;

import static dev.roster.server.http.BothContracts.COMPLEAT;
import static dev.roster.server.http.BothContracts.COOLSET;
import static dev.roster.server.http.BothContracts.END;
import static dev.roster.server.http.BothContracts.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.testing.RawResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of each method and path, however odd. */
class RequestTargetTest {
  /** No test changes what is stored. */
  @AutoClose private static final BothContracts DOORS = new BothContracts();

  @ParameterizedTest
  @ValueSource(strings = {"TRACE", "BREW", "PATCH", "DELETE", "PUT"})
  void otherMethodsAreNotAllowedByEitherContract(String method) {
    RawResponse coolset = DOORS.send(method, COOLSET, Map.of());
    RawResponse compleat = DOORS.send(method, COMPLEAT, Map.of());

    assertThat(coolset.status()).isEqualTo(405);
    assertThat(coolset.text())
        .isEqualTo("{\"detail\":\"Method \\\"%s\\\" not allowed.\"}".formatted(method));
    assertThat(coolset.header("allow")).contains("GET, HEAD, OPTIONS");
    assertThat(compleat.status()).isEqualTo(405);
    BothContracts.isDialectOf(COMPLEAT, compleat);
    assertThat(compleat.header("allow")).contains("GET, HEAD");
  }

  /** As long as a head may be, and what is longer in the answer. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/accounts/invitations?x=%s",
        "/api/accounts/users/?limit=1&offset=1&x=%s",
        "/api/accounts/workspaces/?limit=1&offset=1&search=%s"
      })
  void aLongTargetIsAnsweredLikeAShortOne(String target) {
    for (String letter : List.of("a", ",", "'", "%C3%A9")) {
      RawResponse answer =
          DOORS.send("GET", target.formatted(letter.repeat(15_000 / letter.length())), Map.of());
      RawResponse brief = DOORS.send("GET", target.formatted(letter), Map.of());

      assertThat(answer.status()).as(letter).isEqualTo(brief.status());
      // Jetty forgets to say that it closes when it takes a larger buffer
      assertThat(answer.headers().keySet())
          .as(letter)
          .isSubsetOf(brief.headers().keySet())
          .containsAll(without("connection", brief.headers().keySet()));
    }
  }

  private static Set<String> without(String name, Set<String> names) {
    Set<String> others = new HashSet<>(names);
    others.remove(name);
    return others;
  }

  @Test
  void connectOpensNoTunnel() {
    RawResponse answer =
        DOORS.exchange("CONNECT example.org:443 HTTP/1.1\r\nHost: example.org:443\r\n" + END);

    assertThat(answer.status()).isBetween(400, 499);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/elsewhere",
        "/api",
        "/a/../b",
        "/;x=1",
        "//",
        "/index.html",
        "/application.wadl",
        "/%ff",
        "/*",
        "/%2F"
      })
  void aPathThatIsInNeitherContractIsAProblem(String target) {
    RawResponse answer = DOORS.send("GET", target, Map.of());

    assertThat(answer.status()).isEqualTo(404);
    BothContracts.isDialectOf("/elsewhere", answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/%00",
        "/..",
        "/%2e%2e/etc/passwd",
        "/%",
        "/%zz",
        "/%u002e",
        "/%\uff11\uff12",
        "/a;b/../c"
      })
  void anOddPathThatIsInNeitherContractIsAProblem(String target) {
    RawResponse answer = DOORS.send("GET", target, Map.of());

    assertThat(answer.status()).isEqualTo(404);
    BothContracts.isDialectOf("/elsewhere", answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/",
        "/api/accounts",
        "/api/user2/x",
        "/api/accounts/nothing/",
        "/api/accounts//workspaces/",
        "/api/accounts/./workspaces/",
        "/api/accounts/x/../workspaces/",
        "/api/accounts/workspaces;x=1/",
        "/api/accounts/workspaces/;x=1",
        "/api/accounts/countries/%ff/",
        "/api/accounts/countries/..;/",
        "/api/accounts/invitations/%2e%2e/",
        "/api/accounts/countries/a%2Fb/",
        "/api/accounts/%",
        "/api/accounts/countries/%00/",
        "/api/accounts/invitations/%00/",
        "/api/accounts/invitations/%zz/",
        "/api/accounts/invitations/%2/",
        "/api/accounts/invitations/%u0041/",
        "/api/accounts/invitations/%\uff11\uff12/",
        "/api/accounts/invitations/%4\uff11/",
        "/api/accounts/invitations/%\u0664\u0661/",
        "/api/accounts/workspaces%/",
        "/api/accounts/../accounts/workspaces/"
      })
  @Tag("promise:odd-escapes")
  void aPathThatOnlyLooksLikeOneOfTheCoolsetApiIsNotFound(String target) {
    RawResponse answer = DOORS.send("GET", target, Map.of());

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text()).isEqualTo("{\"detail\":\"Not found.\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/users/4cd16f1e-2e2d-5c68-bdc8-14c0444569dc, 404",
    "/api/users/4cd16f1e-2e2d-5c68-bdc8-14c0444569dc/null/x, 404",
    "/api/users/4cd16f1e-2e2d-5c68-bdc8-14c0444569dc/..;, 400",
    "/api/users/4cd16f1e-2e2d-5c68-bdc8-14c0444569dc/null;x=1, 400",
    "/api/users/4cd16f1e-2e2d-5c68-bdc8-14c0444569dc/%ff%fe, 400",
    "//api/users/4cd16f1e-2e2d-5c68-bdc8-14c0444569dc/null, 200",
    "/API/Users/4CD16F1E-2e2d-5c68-bdc8-14c0444569dc/NULL, 200",
    "/api/user/4cd16f1e-2e2d-5c68-bdc8-14c0444569dc/%25, 400",
  })
  void anOddPathOfTheCompleatApiIsHandledByIt(String target, int status) {
    RawResponse answer = DOORS.send("GET", target, Map.of());

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("content-type")).contains("application/json");
    assertThat(answer.text()).contains("\"MetaData\":{\"Version\":1");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/user/4cd16f1e-2e2d-5c68-bdc8-14c0444569dc/%00, 3",
    "/api/user/4cd16f1e-2e2d-5c68-bdc8-14c0444569dc/%zz, 3",
    "/api/user/4cd16f1e-2e2d-5c68-bdc8-14c0444569dc/.., 3",
    "/api/user/4cd16f1e-2e2d-5c68-bdc8-14c0444569dc/%2e, 3",
    "/api/user/4cd16f1e-2e2d-5c68-bdc8-14c0444569dc/\u00ff, 3",
    "/api/users/4cd16f1e-2e2d-5c68-bdc8-14c0444569dc/%00, 2",
    "/api/users/4cd16f1e-2e2d-5c68-bdc8-14c0444569dc/%, 2",
    "/api/users/4cd16f1e-2e2d-5c68-bdc8-14c0444569dc/null%00, 2",
  })
  @Tag("promise:odd-escapes")
  void anOddIdOfTheCompleatApiIsUnknown(String target, int code) {
    RawResponse answer = DOORS.send("GET", target, Map.of());

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).startsWith("{\"ErrorCode\":" + code);
  }

  @Test
  void anOddTenantIsNobodys() {
    assertThat(DOORS.send("GET", "/api/users/%00/null", Map.of()).status()).isEqualTo(401);
    assertThat(DOORS.send("GET", "/api/user/%zz/x", Map.of()).status()).isEqualTo(401);
  }

  @Test
  void theRedirectToTheSlashKeepsAnOddPath() {
    assertThat(
            DOORS.send("GET", "/api/accounts/invitations/%00?a=%zz", Map.of()).header("location"))
        .contains("/api/accounts/invitations/%00/?a=%zz");
  }

  /** Names that Java does not read as a host, but networks have. */
  @ParameterizedTest
  @ValueSource(strings = {"roster_web:8080", "roster_web", "a..b", "-x", "1.2.3.4.5"})
  void anyNameOfTheHostWillDo(String host) {
    assertThat(DOORS.send("GET", COOLSET, Map.of("Host", host)).status()).isEqualTo(200);
  }

  @Test
  void anAbsoluteTargetIsReadLikeItsPath() {
    RawResponse answer =
        DOORS.exchange(
            "GET http://roster.test%s HTTP/1.1\r\nHost: roster.test\r\nAuthorization: Bearer %s\r\n%s"
                .formatted(COOLSET, TOKEN, END));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).startsWith("{\"workspaces\":[");
  }

  /** RFC 9112, 3.2.2: the Host header is ignored then. */
  @ParameterizedTest
  @ValueSource(strings = {"other.test", "other.test:81", "[2001:db8::1]:8080", "roster_web"})
  void theHostOfAnAbsoluteTargetCounts(String authority) {
    RawResponse answer =
        DOORS.exchange(
            "GET http://%s%s?limit=1 HTTP/1.1\r\nHost: roster.test\r\nAuthorization: Bearer %s\r\n%s"
                .formatted(authority, COOLSET, TOKEN, END));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("link")).get().asString().startsWith("<http://" + authority + COOLSET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "ada@roster.test", "ada:pw@roster.test", "a\"b", "a>b", "[::1", "x:y"})
  void anAbsoluteTargetWithoutAProperHostIsABadRequest(String authority) {
    RawResponse answer =
        DOORS.exchange(
            "GET http://%s%s HTTP/1.1\r\nHost: roster.test\r\nAuthorization: Bearer %s\r\n%s"
                .formatted(authority, COOLSET, TOKEN, END));

    assertThat(answer.status()).isEqualTo(400);
    BothContracts.isDialectOf(COOLSET, answer);
  }

  /** Django would encode each comma, and the link would be too long to be followed. */
  @ParameterizedTest
  @ValueSource(strings = {",", "%2C", "/:@!$()*;?", "+", "%20", "%c3%a9"})
  @Tag("promise:links")
  void theNextPageOfTheLongestQueryCanBeAskedFor(String unit) {
    String start = COOLSET + "?limit=1&x=";
    // what the other headers need, and the offset
    String padding = unit.repeat((16_384 - 250 - start.length()) / unit.length());

    RawResponse first = DOORS.send("GET", start + padding, Map.of());
    String link = first.header("link").orElseThrow();
    String next = link.substring(link.indexOf(COOLSET), link.indexOf('>'));
    RawResponse second = DOORS.send("GET", next, Map.of());

    assertThat(second.status()).isEqualTo(200);
    assertThat(second.header("link")).get().asString().contains("rel=\"prev\"");
  }

  @Test
  void aShortLinkIsSpelledAsDjangoDoes() {
    RawResponse first = DOORS.send("GET", COOLSET + "?limit=1&x=a,b", Map.of());

    assertThat(first.header("link")).get().asString().contains("x=a%2Cb");
  }
}
