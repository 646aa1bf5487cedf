package dev.roster.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.server.boot.MailConfig;
import dev.roster.server.boot.MailConfig.Route;
import dev.roster.server.http.AllowedHosts;
import dev.roster.server.testing.InvitationFixture;
import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.TestDatabase;
import dev.roster.server.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The front page and the refusals that people see, over HTTP. */
class FrontPageTest {
  /** As a browser that goes to an address. */
  private static final String BROWSER =
      "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8";

  private static TestServer with(Route route) {
    return TestServer.on(TestDatabase.fresh(), MailConfig.to(route)).load("two-tenants");
  }

  private static RawResponse visit(TestServer server, String path, String... more) {
    Map<String, String> headers = new HashMap<>();
    headers.put("Host", "localhost:8080");
    headers.put("Accept", BROWSER);
    for (int i = 0; i < more.length; i += 2) {
      headers.put(more[i], more[i + 1]);
    }
    return server.raw().send("GET", path, headers, null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*/*", "application/json"})
  void aProgramGetsAnIndexWhoseAddressesExist(String accept) throws Exception {
    try (TestServer server = with(new Route.Nowhere())) {
      RawResponse index =
          server
              .raw()
              .send("GET", "/", accept.isEmpty() ? Map.of() : Map.of("Accept", accept), null);

      assertThat(index.status()).isEqualTo(200);
      assertThat(index.header("content-type")).hasValue("application/json");
      JsonNode told = new ObjectMapper().readTree(index.text());
      assertThat(told.path("contracts")).hasSize(3);
      for (JsonNode contract : told.path("contracts")) {
        assertThat(visit(server, contract.path("document").asText()).status()).isEqualTo(200);
      }
      assertThat(visit(server, told.path("docs").asText()).status()).isEqualTo(200);
      assertThat(visit(server, told.path("console").asText()).status()).isEqualTo(200);
    }
  }

  @Test
  void aPersonGetsAPageWhoseLinksLeadSomewhere() {
    try (TestServer server = with(new Route.Mailbox())) {
      RawResponse page = visit(server, "/");

      assertThat(page.status()).isEqualTo(200);
      assertThat(page.header("content-type")).hasValue("text/html;charset=utf-8");
      assertThat(page.header("content-language")).hasValue("en");
      Matcher link = Pattern.compile("href=\"(/[^\"]*)\"").matcher(page.text());
      int links = 0;
      while (link.find()) {
        links++;
        assertThat(visit(server, link.group(1)).status()).as(link.group(1)).isEqualTo(200);
      }
      assertThat(links).isGreaterThan(5);
      assertThat(page.text())
          .contains("The database responds.", "not affiliated")
          .as("lines break between the parts of a path")
          .contains("/<wbr>{tenantId}/<wbr>{companyId}</code>");
    }
  }

  @Test
  void theStateOfTheServerIsForThisMachineOnly() {
    try (TestServer server = with(new Route.Nowhere())) {
      InvitationFixture.invite(server, "ada@example.org", 3);

      assertThat(visit(server, "/").text()).contains("1 mail waits to be sent.");
      assertThat(visit(server, "/", "Host", "roster.example.org").text())
          .contains("<h1>One user directory")
          .doesNotContain("database", "waits", "/dev/mailbox");
      assertThat(visit(server, "/", "X-Forwarded-For", "203.0.113.7").text())
          .doesNotContain("database", "waits");
    }
  }

  /** The style stands in the page, and the policy lets no other one in. */
  @ParameterizedTest
  @ValueSource(strings = {"/", "/nothing", "/dev/mailbox", "/accept/nothing"})
  void thePolicyNamesTheStyleOfThePage(String path) throws Exception {
    try (TestServer server = with(new Route.Mailbox())) {
      RawResponse page = visit(server, path);

      String style = page.text().replaceAll("(?s).*<style>|</style>.*", "");
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
      assertThat(page.header("content-security-policy"))
          .hasValue(
              "default-src 'none'; style-src 'sha256-"
                  + Base64.getEncoder().encodeToString(digest)
                  + "'; img-src 'self'; base-uri 'none'; form-action 'none';"
                  + " frame-ancestors 'none'");
      assertThat(page.header("x-frame-options")).hasValue("DENY");
      assertThat(page.header("referrer-policy")).hasValue("no-referrer");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/nothing, en, 404, Page not found",
    "/nothing, nl, 404, Pagina niet gevonden",
    "/accept/nothing, nl-BE, 404, Pagina niet gevonden",
    "/accept/preview, en, 405, This address cannot be opened like this",
    "/docs/nothing.yaml, en, 404, There is no such document",
    "/docs?contract=nope, nl, 404, Dit document is er niet"
  })
  void aPersonReadsARefusalAsAPage(String path, String language, int status, String title) {
    try (TestServer server = with(new Route.Nowhere())) {
      RawResponse page =
          visit(server, path, "Accept-Language", language, "X-Request-Id", "request-of-a-person");

      assertThat(page.status()).isEqualTo(status);
      assertThat(page.header("content-type")).hasValue("text/html;charset=utf-8");
      assertThat(page.text())
          .contains("<title>" + status + " " + title + " · Roster</title>", "<h1>" + title)
          .contains("<html lang=\"" + language.substring(0, 2) + "\">", "request-of-a-person");
      assertThat(
              server.raw().send("GET", path, Map.of("Accept", "*/*"), null).header("content-type"))
          .hasValue("application/problem+json");
    }
  }

  /** In front of JAX-RS, in it, and in front of the doors. */
  @ParameterizedTest
  @ValueSource(strings = {"/nothing", "/accept/nothing", "/docs/nothing.yaml", "/api/accounts/"})
  void aRefusalNamesThePagesThatTheVisitorCanOpen(String path) {
    try (TestServer server = with(new Route.Mailbox())) {
      assertThat(visit(server, path).text())
          .contains("<a href=\"/console\">Console</a>", "<a href=\"/docs\">Documents of the APIs")
          .contains("<a href=\"/dev/mailbox\">Mailbox</a>");
      assertThat(visit(server, path, "Accept-Language", "nl").text())
          .contains("<a href=\"/console\">Console</a>", "<a href=\"/docs\">Documenten van de API")
          .contains("<a href=\"/dev/mailbox\">Postbak</a>");
      assertThat(visit(server, path, "Host", "roster.example.org").text())
          .contains("/console")
          .doesNotContain("mailbox");
    }
    try (TestServer server = with(new Route.Nowhere())) {
      assertThat(visit(server, path).text()).contains("/console").doesNotContain("mailbox");
    }
    try (TestServer server = TestServer.withoutDocs()) {
      assertThat(visit(server, path).text()).contains("/console").doesNotContain("\"/docs");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/dev/mailbox/99", "/dev/mailbox/99/text"})
  void aMailThatIsGoneLeadsToTheMailbox(String path) {
    try (TestServer server = with(new Route.Mailbox())) {
      RawResponse page = visit(server, path);
      RawResponse program = visit(server, path, "Accept", "*/*");

      assertThat(page.status()).isEqualTo(404);
      assertThat(page.text())
          .contains("<h1>This mail is not in the mailbox", "empty after a restart of the server")
          .contains("<a href=\"/dev/mailbox\">To the mailbox</a>");
      assertThat(visit(server, path, "Accept-Language", "nl").text())
          .contains("<h1>Deze mail zit niet in de postbak", "leeg na een herstart van de server")
          .contains("<a href=\"/dev/mailbox\">Naar de postbak</a>");
      assertThat(program.header("content-type")).hasValue("application/problem+json");
      assertThat(program.text()).contains("empty after a restart of the server");
      assertThat(visit(server, path, "Host", "roster.example.org").text())
          .as("to others the mailbox does not exist")
          .contains("Page not found")
          .doesNotContain("mailbox");
    }
    try (TestServer server = with(new Route.Nowhere())) {
      assertThat(visit(server, path).text()).contains("Page not found").doesNotContain("mailbox");
    }
  }

  /** One rule at the front page, in front of JAX-RS, in it, and at all pages. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json, text/html;q=0.1 | json",
        "text/html;q=0.9, application/json;q=0.8 | html",
        "text/html;q=0, */* | json",
        "text/html, application/json | json",
        "text/html, image/png | html"
      })
  void theWeightsOfTheRequestDecideEverywhere(String accept, String form) {
    try (TestServer server = with(new Route.Mailbox())) {
      for (String path :
          List.of(
              "/",
              "/nope",
              "/accept/nope",
              "/accept/preview",
              "/console/nope",
              "/docs?contract=nope",
              "/docs/nope.yaml",
              "/dev/mailbox/99")) {
        assertThat(visit(server, path, "Accept", accept).header("content-type").orElse(""))
            .as(path)
            .contains(form);
      }
      assertThat(
              server
                  .raw()
                  .exchange(
                      ("GET /nope HTTP/1.1\r\nHost: localhost\r\nAccept: text/html;q=0.1\r\nAccept:"
                              + " application/json\r\nConnection: close\r\n\r\n")
                          .getBytes(StandardCharsets.US_ASCII),
                      false)
                  .header("content-type"))
          .as("a header in two lines")
          .hasValue("application/problem+json");
    }
  }

  /** A page of which there is one form only is sent to everybody. */
  @ParameterizedTest
  @ValueSource(strings = {"/accept", "/console", "/docs", "/dev/mailbox"})
  void aPageWithoutAnotherFormDisregardsTheWeights(String path) {
    try (TestServer server = with(new Route.Mailbox())) {
      RawResponse page = visit(server, path, "Accept", "application/json");

      assertThat(page.status()).isEqualTo(200);
      assertThat(page.header("content-type")).hasValue("text/html;charset=utf-8");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/docs", "/docs?contract=roster-console"})
  void demoTokensAreShownWhereTheyAreAcceptedAndNowhereElse(String path) {
    try (TestServer server = with(new Route.Nowhere())) {
      assertThat(visit(server, path).text()).doesNotContain("demo-", "demo data");
    }
    try (TestServer server = TestServer.withData("dev/roster/server/cli/demo")) {
      assertThat(visit(server, path).text())
          .contains(
              "<code class=\"short\">demo-owner-token</code>, <code"
                  + " class=\"short\">demo-admin-token</code>, <code"
                  + " class=\"short\">demo-editor-token</code>, <code"
                  + " class=\"short\">demo-viewer-token</code>");
      assertThat(visit(server, path, "Accept-Language", "nl").text())
          .contains("emogegevens", "<code class=\"short\">demo-owner-token</code>");
      assertThat(visit(server, path, "Host", "roster.example.org").text()).doesNotContain("demo-");
      assertThat(visit(server, path, "X-Forwarded-For", "203.0.113.7").text())
          .doesNotContain("demo-");

      server
          .database()
          .inTransaction(tx ->
              tx.handle()
                  .execute("UPDATE api_token SET revoked_at = now() WHERE label LIKE '%demo%'"));
      assertThat(visit(server, path).text()).doesNotContain("demo-", "{demo}");
    }
  }

  /** The sign-in of the console says what each token is good for there. */
  @Test
  void theConsoleShowsDemoTokensWithTheirRights() {
    try (TestServer server = with(new Route.Nowhere())) {
      assertThat(visit(server, "/console").text()).doesNotContain("demo", "{demo}");
    }
    try (TestServer server = TestServer.withData("dev/roster/server/cli/demo")) {
      assertThat(visit(server, "/console").text())
          .contains(
              "<li><code class=\"short\">demo-owner-token</code> everything</li><li><code"
                  + " class=\"short\">demo-admin-token</code> everything</li><li><code"
                  + " class=\"short\">demo-editor-token</code> see members, invite"
                  + " people</li><li><code class=\"short\">demo-viewer-token</code> see"
                  + " members</li>");
      assertThat(visit(server, "/console", "Accept-Language", "nl").text())
          .contains(
              "<p>Tokens van de demogegevens:</p>",
              "<code class=\"short\">demo-owner-token</code> alles",
              "<code class=\"short\">demo-editor-token</code> leden zien, mensen uitnodigen",
              "<code class=\"short\">demo-viewer-token</code> leden zien</li>");
      assertThat(visit(server, "/console", "Host", "roster.example.org").text())
          .doesNotContain("demo-");

      server
          .database()
          .inTransaction(tx ->
              tx.handle().execute("DELETE FROM auth_group_permission WHERE auth_group_id > 2"));
      assertThat(visit(server, "/console").text())
          .contains("<code class=\"short\">demo-viewer-token</code> own tokens only</li>");
      server
          .database()
          .inTransaction(tx ->
              tx.handle()
                  .execute("UPDATE api_token SET revoked_at = now() WHERE label LIKE '%demo%'"));
      assertThat(visit(server, "/console").text()).doesNotContain("demo-", "{demo}");
    }
  }

  /** The tenant of the demo data, whose key the Compleat Users API asks for. */
  @ParameterizedTest
  @ValueSource(strings = {"/", "/docs?contract=compleat-users"})
  void theDemoTenantIsShownWithItsKey(String path) {
    try (TestServer server = with(new Route.Nowhere())) {
      assertThat(visit(server, path).text()).doesNotContain("d025eedc");
    }
    try (TestServer server = TestServer.withData("dev/roster/server/cli/demo")) {
      assertThat(visit(server, path).text())
          .contains(
              "<code>0e5ca9e1-5ba3-483c-bc4c-d8dd2e078f06</code>",
              "<code>d025eedc-5ea0-4de8-be9f-f8873545add9</code>");
      assertThat(visit(server, path, "Host", "roster.example.org").text())
          .doesNotContain("d025eedc");
    }
  }

  /** The contracts answer everybody alike, since their documents say so. */
  @ParameterizedTest
  @ValueSource(strings = {"/api/accounts/users/", "/api/accounts/nothing/", "/api/users/x/null"})
  void insideTheContractsNobodyGetsAPage(String path) {
    try (TestServer server = with(new Route.Nowhere())) {
      assertThat(visit(server, path).header("content-type").orElse(""))
          .startsWith("application/json");
    }
  }

  /** The banner prints these addresses, and people open what they see. */
  @ParameterizedTest
  @CsvSource({
    "/api/accounts/, Coolset Accounts API, coolset-accounts",
    "/api/accounts, Coolset Accounts API, coolset-accounts",
    "/api/, Coolset Accounts API, coolset-accounts",
    "/api/users/, Compleat Users API, compleat-users",
    "/api/users, Compleat Users API, compleat-users",
    "/api/user/, Compleat Users API, compleat-users",
    "/console/api, Roster Console API, roster-console",
    "/console/api/, Roster Console API, roster-console"
  })
  void theBaseAddressOfAContractLeadsAPersonToItsDocument(
      String path, String title, String document) {
    try (TestServer server = with(new Route.Nowhere())) {
      RawResponse page = visit(server, path);
      RawResponse dutch = visit(server, path, "Accept-Language", "nl");
      RawResponse program = server.raw().send("GET", path, Map.of("Accept", "*/*"), null);

      assertThat(page.status()).isEqualTo(404);
      assertThat(page.header("content-type")).hasValue("text/html;charset=utf-8");
      assertThat(page.text())
          .contains("<h1>" + title, "Programs call the operations below this address.")
          .contains("<a href=\"/docs?contract=" + document + "\">Read it and try it</a>");
      assertThat(dutch.text()).contains("<h1>" + title, "Lezen en proberen");
      assertThat(program.status()).isEqualTo(404);
      assertThat(program.header("content-type").orElse("")).startsWith("application/json");
    }
  }

  /** Refused in front of JAX-RS, once the headers were read. */
  @Test
  void anotherNameOfTheServerIsRefusedWithAPage() {
    try (TestServer server =
        TestServer.named(AllowedHosts.of(List.of("roster.example")), "two-tenants")) {
      RawResponse page = visit(server, "/nothing", "Host", "evil.example");

      assertThat(page.status()).isEqualTo(400);
      assertThat(page.header("content-type")).hasValue("text/html;charset=utf-8");
      assertThat(page.header("content-security-policy").orElse("")).contains("default-src 'none'");
      assertThat(page.text()).contains("This request was not understood");
    }
  }

  /** The request line alone is refused, so nobody knows that a browser asks. */
  @Test
  void aTargetThatIsTooLongIsAProblemForEverybody() {
    try (TestServer server = with(new Route.Nowhere())) {
      RawResponse refused = visit(server, "/" + "x".repeat(20_000));

      assertThat(refused.status()).isEqualTo(414);
      assertThat(refused.header("content-type")).hasValue("application/problem+json");
    }
  }
}
