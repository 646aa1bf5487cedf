package dev.roster.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.boot.MailConfig;
import dev.roster.server.boot.MailConfig.Route;
import dev.roster.server.mail.Brand;
import dev.roster.server.mail.DisplayTime;
import dev.roster.server.mail.Language;
import dev.roster.server.testing.InvitationFixture;
import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.TestDatabase;
import dev.roster.server.testing.TestServer;
import dev.roster.server.testing.Waiting;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages for people, over HTTP. */
class WebDoorTest {
  private static final Map<String, String> LOCAL = Map.of("Host", "localhost:8080");

  private static TestServer with(Route route) {
    return TestServer.on(TestDatabase.fresh(), MailConfig.to(route)).load("two-tenants");
  }

  @Test
  void thePageLoadsNothingFromElsewhereAndTellsNobodyItsAddress() {
    try (TestServer server = with(new Route.Nowhere())) {
      RawResponse page = server.raw().send("GET", "/accept", Map.of(), null);

      assertThat(page.status()).isEqualTo(200);
      assertThat(page.header("content-type")).hasValue("text/html;charset=utf-8");
      assertThat(page.header("content-security-policy"))
          .hasValue(
              "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
                  + " img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
      assertThat(page.header("referrer-policy")).hasValue("no-referrer");
      assertThat(page.header("x-frame-options")).hasValue("DENY");
      assertThat(page.header("x-content-type-options")).hasValue("nosniff");
      assertThat(page.header("cache-control")).hasValue("no-store");
      assertThat(page.text())
          .contains("<html lang=\"en\">", "for=\"first\"", "role=\"alert\"", "aria-live")
          .doesNotContain("//", "<script>", "style=", "onclick", "{");
      for (String asset : new String[] {"/accept/script", "/accept/style"}) {
        RawResponse answer = server.raw().send("GET", asset, Map.of(), null);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).doesNotContain("http:", "https:", "innerHTML", "@import");
      }
      assertThat(server.raw().send("HEAD", "/accept", Map.of(), null).status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "- | en",
        "nl | nl",
        "nl-BE,nl;q=0.9,en;q=0.5 | nl",
        "fr, nl;q=0.4 | nl",
        "en-GB, nl;q=0.9 | en",
        "fr | en",
        "* | en",
        "nl;q=x | en",
        "nl;q=0 | en"
      })
  void thePageBeginsInTheLanguageOfTheBrowser(String wanted, String language) {
    try (TestServer server = with(new Route.Nowhere())) {
      RawResponse page =
          server
              .raw()
              .send(
                  "GET",
                  "/accept",
                  wanted == null ? Map.of() : Map.of("Accept-Language", wanted),
                  null);

      assertThat(page.status()).isEqualTo(200);
      assertThat(page.header("content-language")).hasValue(language);
      assertThat(page.header("vary")).hasValue("Accept-Language");
      assertThat(page.text())
          .contains("<html lang=\"" + language + "\">")
          .contains(language.equals("nl") ? "heeft JavaScript nodig" : "needs JavaScript");
    }
  }

  @Test
  void otherPathsAndMethodsAreProblems() {
    try (TestServer server = with(new Route.Nowhere())) {
      RawResponse put = server.raw().send("PUT", "/accept", Map.of(), new byte[0]);
      RawResponse unknown = server.raw().send("GET", "/accept/other", Map.of(), null);

      assertThat(put.status()).isEqualTo(405);
      assertThat(put.header("allow")).hasValue("GET, HEAD, POST");
      assertThat(put.header("content-type")).hasValue("application/problem+json");
      assertThat(unknown.status()).isEqualTo(404);
      assertThat(server.raw().send("GET", "/accept/preview", Map.of(), null).status())
          .isEqualTo(405);
    }
  }

  /** The fragment of an invitation stays, as the redirection names none. */
  @ParameterizedTest
  @CsvSource({
    "/accept/, ../accept",
    "/console/, ../console",
    "/docs/?contract=compleat-users, ../docs?contract=compleat-users",
    "/dev/mailbox/, ../mailbox",
    "/dev/mailbox/1/, ../1",
    "/dev/mailbox/1/text/, ../text"
  })
  void aSlashAtTheEndOfAPageLeadsToThePage(String path, String location) {
    try (TestServer server = with(new Route.Mailbox())) {
      for (String method : List.of("GET", "HEAD")) {
        RawResponse moved = server.raw().send(method, path, LOCAL, null);

        assertThat(moved.status()).as(method).isEqualTo(301);
        assertThat(moved.header("location")).hasValue(location);
      }
      assertThat(server.raw().send("POST", path, LOCAL, new byte[0]).status()).isEqualTo(404);
    }
  }

  @Test
  void theMailboxIsNotShownToOthersByItsSlash() {
    try (TestServer server = with(new Route.Mailbox())) {
      assertThat(server.raw().send("GET", "/dev/mailbox/", Map.of(), null).status()).isEqualTo(404);
      assertThat(server.raw().send("GET", "/accept/preview/", LOCAL, null).status()).isEqualTo(404);
    }
  }

  @Test
  void withoutTheMailboxItsPathsAreUnknownLikeAnyOther() {
    try (TestServer server = with(new Route.Nowhere())) {
      RawResponse mailbox = server.raw().send("GET", "/dev/mailbox", LOCAL, null);
      RawResponse elsewhere = server.raw().send("GET", "/dev/elsewhere", LOCAL, null);

      assertThat(mailbox.status()).isEqualTo(404);
      assertThat(mailbox.text()).isEqualTo(elsewhere.text());
      assertThat(mailbox.headers().keySet()).isEqualTo(elsewhere.headers().keySet());
    }
  }

  /** The picture of the configured brand, and from no other place. */
  @Test
  void thePreviewOfAMailLoadsItsLogoFromThatOriginAlone() {
    Brand brand =
        new Brand(
            "Grocers",
            Optional.of(URI.create("https://cdn.grocers.example:8443/logo.png?v=2")),
            Brand.DEFAULT_COLOUR,
            Optional.empty());
    try (TestServer server =
        TestServer.on(TestDatabase.fresh(), MailConfig.to(new Route.Mailbox()).looking(brand))
            .load("two-tenants")) {
      InvitationFixture.invite(server, "ada@example.org", 3);
      Waiting.until(() -> server.raw().send("GET", "/dev/mailbox/1", LOCAL, null).status() == 200);

      assertThat(server.raw().send("GET", "/dev/mailbox/1", LOCAL, null).text())
          .contains("<img src=\"https://cdn.grocers.example:8443/logo.png?v=2\"");
      assertThat(policy(server, "/dev/mailbox/1"))
          .isEqualTo(
              "default-src 'none'; style-src 'unsafe-inline';"
                  + " img-src https://cdn.grocers.example:8443; base-uri 'none';"
                  + " form-action 'none'; frame-ancestors 'none'");
      assertThat(List.of("/dev/mailbox", "/accept/style", "/console", "/"))
          .allSatisfy(path -> assertThat(policy(server, path)).doesNotContain("grocers"));
    }
  }

  /** A visitor who comes from the mail sees whose page it is. */
  @Test
  void thePageOfAnInvitationLooksAsItsMail() {
    Brand brand =
        new Brand(
            "Green <Grocers>",
            Optional.of(URI.create("https://cdn.grocers.example:8443/logo.png")),
            "#1d4f91",
            Optional.empty());
    try (TestServer server = TestServer.on(TestDatabase.fresh(), MailConfig.off().looking(brand));
        TestServer usual = with(new Route.Nowhere())) {
      assertThat(server.raw().send("GET", "/accept", Map.of(), null).text())
          .contains(
              "<p class=\"brand\"><img src=\"https://cdn.grocers.example:8443/logo.png\""
                  + " alt=\"Green &lt;Grocers&gt;\"></p>");
      assertThat(policy(server, "/accept"))
          .contains("; img-src 'self' https://cdn.grocers.example:8443; base-uri");
      assertThat(server.raw().send("GET", "/accept/style", Map.of(), null).text())
          .endsWith(":root { --action: #1d4f91; }\n");
      assertThat(usual.raw().send("GET", "/accept", Map.of(), null).text())
          .contains("<p class=\"brand\">Roster</p>");
    }
  }

  @Test
  void withoutALogoThePreviewOfAMailLoadsNoPicture() {
    try (TestServer server = with(new Route.Mailbox())) {
      assertThat(policy(server, "/dev/mailbox/1"))
          .contains("default-src")
          .doesNotContain("img-src");
    }
  }

  private static String policy(TestServer server, String path) {
    return server
        .raw()
        .send("GET", path, LOCAL, null)
        .header("content-security-policy")
        .orElseThrow();
  }

  @Test
  void onALaptopTheMailboxLeadsToTheWholeStory() {
    try (TestServer server = with(new Route.Mailbox())) {
      assertThat(server.raw().send("GET", "/dev/mailbox", LOCAL, null).text())
          .contains("There is no mail yet");
      server
          .database()
          .inTransaction(tx -> tx.handle().execute("UPDATE company SET default_locale = 'en-GB'"));
      InvitationFixture.invite(server, "ada@example.org", 3);
      Waiting.until(() -> server.raw().send("GET", "/dev/mailbox/1", LOCAL, null).status() == 200);

      assertThat(server.raw().send("GET", "/dev/mailbox", LOCAL, null).text())
          .contains(
              "<a href=\"/dev/mailbox/1\">Invitation to join “Alpha One”, from “Ann Alpha”</a>");
      String text = server.raw().send("GET", "/dev/mailbox/1/text", LOCAL, null).text();
      Matcher link =
          Pattern.compile(Pattern.quote(server.baseUri() + "/accept#") + "(\\S+)").matcher(text);
      assertThat(link.find()).isTrue();
      assertThat(InvitationFixture.accept(server, link.group(1), "Ada", "Lovelace").status())
          .isEqualTo(200);

      assertThat(
              server
                  .raw()
                  .send("GET", "/dev/mailbox", Map.of("Host", "evil.example"), null)
                  .status())
          .as("a page of another site whose name was pointed here")
          .isEqualTo(404);
      assertThat(server.raw().send("GET", "/dev/mailbox/99", LOCAL, null).status()).isEqualTo(404);
      for (String header : List.of("X-Forwarded-For", "CF-Connecting-IP", "X-Real-IP")) {
        assertThat(
                server
                    .raw()
                    .send(
                        "GET",
                        "/dev/mailbox",
                        Map.of("Host", "localhost:8080", header, "203.0.113.7"),
                        null)
                    .status())
            .as("somebody behind a proxy that sends " + header)
            .isEqualTo(404);
      }
      assertThat(
              server
                  .raw()
                  .exchange(
                      "GET /dev/mailbox HTTP/1.0\r\nHost: 127.0.0.1:8080\r\n\r\n"
                          .getBytes(StandardCharsets.US_ASCII),
                      false)
                  .status())
          .as("somebody behind an nginx as it comes")
          .isEqualTo(404);
    }
  }

  @Test
  void theMailboxIsInTheLanguageOfTheBrowserAndSaysWhenAMailLeft() {
    try (TestServer server = with(new Route.Mailbox())) {
      Map<String, String> dutch = Map.of("Host", "localhost:8080", "Accept-Language", "nl-BE");
      RawResponse empty = server.raw().send("GET", "/dev/mailbox", dutch, null);
      assertThat(empty.header("content-language")).hasValue("nl");
      assertThat(empty.header("vary")).hasValue("Accept-Language");
      assertThat(empty.text())
          .contains("<html lang=\"nl\">", "<title>Postbak, leeg · Roster</title>")
          .contains("Er is nog geen mail.")
          .doesNotContain("Mailbox", "There is", "mail stays");

      Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
      InvitationFixture.invite(server, "ada@example.org", 3);
      Waiting.until(() -> server.raw().send("GET", "/dev/mailbox/1", LOCAL, null).status() == 200);
      String list = server.raw().send("GET", "/dev/mailbox", LOCAL, null).text();

      Matcher time =
          Pattern.compile(
                  "<time datetime=\"([^\"]+)\">(\\d+ \\p{L}+ \\d{4} \\d\\d:\\d\\d \\(.+\\))</time>")
              .matcher(list);
      assertThat(time.find()).as(list).isTrue();
      assertThat(Instant.parse(time.group(1))).isBetween(before, Instant.now());
      assertThat(time.group(2))
          .isEqualTo(
              new DisplayTime(MailConfig.off().zone())
                  .of(Instant.parse(time.group(1)), Language.ENGLISH));
      assertThat(server.raw().send("GET", "/dev/mailbox", dutch, null).text())
          .contains("<title>Postbak, 1 mail · Roster</title>", "<p>aan <bdi>", ">als tekst</a>");
    }
  }

  /** A length that is not that of the page would be wrong (RFC 9110, 8.6). */
  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/accept", "/console", "/docs", "/docs/style", "/dev/mailbox", "/icon"})
  void aHeadSaysTheLengthOfThePageOrNone(String path) {
    try (TestServer server = with(new Route.Mailbox())) {
      RawResponse page = server.raw().send("GET", path, LOCAL, null);
      RawResponse head = server.raw().send("HEAD", path, LOCAL, null);

      assertThat(head.status()).isEqualTo(page.status()).isEqualTo(200);
      assertThat(head.header("content-type")).isEqualTo(page.header("content-type"));
      String length = Integer.toString(page.body().length);
      assertThat(head.header("content-length").orElse(length)).isEqualTo(length);
    }
  }

  @Test
  void anotherMethodIsToldThoseThatThereAre() {
    try (TestServer server = with(new Route.Mailbox())) {
      RawResponse page = server.raw().send("DELETE", "/console", LOCAL, null);
      RawResponse acceptance = server.raw().send("GET", "/accept/preview", LOCAL, null);

      assertThat(page.status()).isEqualTo(405);
      assertThat(page.header("allow")).hasValue("GET, HEAD");
      assertThat(acceptance.status()).isEqualTo(405);
      assertThat(acceptance.header("allow")).hasValue("POST");
    }
  }
}
