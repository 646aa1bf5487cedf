package dev.roster.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.boot.MailConfig;
import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.TestDatabase;
import dev.roster.server.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The documents for people, over HTTP; a browser has to look at the rest. */
class DocsPageTest {
  private static final Pattern NAMED = Pattern.compile("(?:src|href)=\"([^\"?#]+)\"");

  private static RawResponse get(TestServer server, String target) {
    return server.raw().send("GET", target, Map.of(), null);
  }

  @Test
  void everythingThePageNamesIsThereAndComesFromHere() {
    try (TestServer server = TestServer.empty(Clock.systemUTC())) {
      RawResponse page = get(server, "/docs");
      List<String> named =
          NAMED.matcher(page.text()).results().map((MatchResult found) -> found.group(1)).toList();

      assertThat(page.status()).isEqualTo(200);
      assertThat(page.text()).doesNotContain("//", "{version}", "<script>", "style=");
      assertThat(named)
          .hasSizeGreaterThanOrEqualTo(7)
          .allMatch(name -> name.matches("docs/.*|icon|console|\\."));
      for (String name : named) {
        RawResponse asset = get(server, "/" + name.replaceFirst("^\\.$", ""));
        assertThat(asset.status()).as(name).isEqualTo(200);
        assertThat(asset.body()).as(name).isNotEmpty();
      }
    }
  }

  @Test
  void onlyAssetsMayBeKeptByABrowserAndNothingComesFromElsewhere() {
    try (TestServer server = TestServer.empty(Clock.systemUTC())) {
      RawResponse page = get(server, "/docs");
      String sheet = page.text().replaceAll("(?s).*href=\"(docs/assets/[^\"]+css)\".*", "$1");
      RawResponse asset = get(server, "/" + sheet);

      assertThat(page.header("cache-control")).hasValue("no-store");
      assertThat(asset.header("cache-control")).hasValue("public, max-age=31536000, immutable");
      assertThat(asset.header("content-type")).hasValue("text/css;charset=utf-8");
      assertThat(page.header("content-security-policy"))
          .hasValue(
              "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
                  + " img-src 'self' data:; base-uri 'none'; form-action 'none';"
                  + " frame-ancestors 'none'");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"coolset-accounts.yaml", "compleat-users.yaml", "roster-console.yaml"})
  void theDocumentsAreServedAsTheyStandInTheRepository(String name) throws IOException {
    try (TestServer server = TestServer.empty(Clock.systemUTC());
        InputStream vendored = getClass().getResourceAsStream("/dev/roster/specs/" + name)) {
      RawResponse served = get(server, "/docs/" + name);

      assertThat(served.header("content-type")).hasValue("application/yaml;charset=utf-8");
      assertThat(served.body()).isEqualTo(vendored.readAllBytes());
      assertThat(get(server, "/docs").text()).contains("docs/" + name);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/docs/other.yaml",
        "/docs/assets/5.34.0/index.html",
        "/docs/assets/5.34.0/..",
        "/docs/assets/1.0/swagger-ui.css",
        "/docs/..%2Fapplication.yaml",
        "/docs/assets/5.34.0/swagger-ui.css/more"
      })
  void nothingElseIsThere(String target) {
    try (TestServer server = TestServer.empty(Clock.systemUTC())) {
      assertThat(get(server, target).status()).isEqualTo(404);
    }
  }

  @Test
  void aSlashAtTheEndLeadsToThePage() {
    try (TestServer server = TestServer.empty(Clock.systemUTC())) {
      RawResponse moved = get(server, "/docs/");

      assertThat(moved.status()).isEqualTo(301);
      assertThat(moved.header("location")).hasValue("../docs");
      assertThat(moved.text()).isEmpty();
      assertThat(moved.header("content-type")).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "en, To the contract, Calls tried here go, Roster is not affiliated",
    "nl-BE, Naar het contract, 'Aanroepen die je hier probeert, gaan', Roster is niet verbonden"
  })
  void thePageIsInTheLanguageOfTheBrowser(
      String wanted, String skip, String calls, String affiliation) {
    try (TestServer server = TestServer.empty(Clock.systemUTC())) {
      RawResponse page =
          server
              .raw()
              .send(
                  "GET", "/docs?contract=compleat-users", Map.of("Accept-Language", wanted), null);

      String language = wanted.substring(0, 2);
      assertThat(page.header("content-language")).hasValue(language);
      assertThat(page.header("vary")).hasValue("Accept-Language");
      assertThat(page.text())
          .contains("<html lang=\"" + language + "\">", skip, calls, affiliation)
          .contains("<title>Compleat Users API · Roster</title>")
          .contains("<a href=\"?contract=compleat-users\" aria-current=\"page\">")
          .contains("id=\"swagger-ui\" lang=\"en\"")
          .doesNotContain("{");
      if (language.equals("nl")) {
        assertThat(page.text()).doesNotContain("This page", "Press", "Contracts");
      }
    }
  }

  @Test
  void thePageLeadsToTheOtherPagesThatThereAre() {
    try (TestServer server =
            TestServer.on(TestDatabase.fresh(), MailConfig.to(new MailConfig.Route.Mailbox()));
        TestServer withoutMailbox = TestServer.empty(Clock.systemUTC())) {
      assertThat(server.raw().send("GET", "/docs", Map.of("Host", "localhost:8080"), null).text())
          .contains("<a href=\".\">To the front page</a>")
          .contains("<a href=\"console\">Console</a>")
          .contains("<a href=\"dev/mailbox\">Mailbox</a>");
      assertThat(
              withoutMailbox
                  .raw()
                  .send("GET", "/docs", Map.of("Host", "localhost:8080"), null)
                  .text())
          .contains("<a href=\"console\">Console</a>")
          .doesNotContain("Mailbox");
    }
  }

  /** Both the page of a document and the document itself. */
  @ParameterizedTest
  @CsvSource({
    "/docs?contract=nope, coolset-accounts",
    "/docs?contract=, coolset-accounts",
    "/docs?x=1&contract=%3Cb%3E&contract=compleat-users, coolset-accounts",
    "/docs/nope.yaml, coolset-accounts.yaml"
  })
  void anUnknownDocumentIsSaidToBeSoWithThoseThatThereAre(String target, String first) {
    try (TestServer server = TestServer.empty(Clock.systemUTC())) {
      RawResponse problem = get(server, target);
      assertThat(problem.status()).isEqualTo(404);
      assertThat(problem.header("content-type")).hasValue("application/problem+json");
      assertThat(problem.text())
          .contains("There is no such document. There are " + first + ", compleat-users")
          .contains("roster-console");

      RawResponse page = server.raw().send("GET", target, Map.of("Accept", "text/html"), null);
      assertThat(page.status()).isEqualTo(404);
      assertThat(page.text())
          .contains("<h1>There is no such document</h1>")
          .contains("<a href=\"/docs?contract=coolset-accounts\">Coolset Accounts API</a>")
          .contains("<a href=\"/docs?contract=compleat-users\">")
          .contains("<a href=\"/docs?contract=roster-console\">");
      assertThat(page.header("content-security-policy").orElse("")).contains("style-src 'sha256-");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/docs", "/docs/", "/docs/coolset-accounts.yaml", "/docs/script"})
  void withoutDocsTheirPathsAreUnknownLikeAnyOther(String target) {
    try (TestServer server = TestServer.withoutDocs()) {
      RawResponse unknown = get(server, target);

      assertThat(unknown.status()).isEqualTo(404);
      assertThat(unknown.text()).isEqualTo(get(server, "/nothing").text());
    }
  }
}
