package dev.roster.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.TestServer;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The console over HTTP; a browser has to look at the rest. */
class ConsolePageTest {
  private static final Pattern NAMED = Pattern.compile("(?:src|href)=\"(console/[^\"]+)\"");
  private static final Pattern IMPORTED = Pattern.compile("from '\\./([a-z]+)'");

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.empty(Clock.systemUTC());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static RawResponse get(String target, String... headers) {
    Map<String, String> sent = headers.length == 0 ? Map.of() : Map.of(headers[0], headers[1]);
    return server.raw().send("GET", target, sent, null);
  }

  @Test
  void thePageLoadsNothingFromElsewhereAndIsNeverKept() {
    RawResponse page = get("/console");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("content-type")).hasValue("text/html;charset=utf-8");
    assertThat(page.header("content-security-policy"))
        .hasValue(
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
                + " img-src 'self'; require-trusted-types-for 'script'; trusted-types 'none';"
                + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    assertThat(page.header("cache-control")).hasValue("no-store");
    assertThat(page.header("referrer-policy")).hasValue("no-referrer");
    assertThat(page.header("x-frame-options")).hasValue("DENY");
    assertThat(page.header("x-content-type-options")).hasValue("nosniff");
    assertThat(page.header("cross-origin-opener-policy")).hasValue("same-origin");
    assertThat(page.header("set-cookie")).isEmpty();
    assertThat(page.text()).doesNotContain("//", "<script>", "style=", "onclick", "{");
  }

  /** The scripts import each other; the page names some of them to load them early. */
  @Test
  void everythingThatThePageNeedsIsThere() {
    Deque<String> open =
        new ArrayDeque<>(
            NAMED
                .matcher(get("/console").text())
                .results()
                .map((MatchResult r) -> r.group(1))
                .toList());
    Set<String> read = new TreeSet<>();
    while (!open.isEmpty()) {
      String name = open.pop();
      if (read.add(name)) {
        RawResponse part = get("/" + name);
        assertThat(part.status()).as(name).isEqualTo(200);
        assertThat(part.text())
            .as(name)
            .doesNotContain("http:", "https:", "innerHTML", "insertAdjacent", "eval(", "@import");
        IMPORTED.matcher(part.text()).results().forEach(r -> open.add("console/" + r.group(1)));
      }
    }

    assertThat(read).hasSizeGreaterThanOrEqualTo(5).contains("console/script", "console/words");
  }

  @ParameterizedTest
  @CsvSource({
    "style, text/css;charset=utf-8",
    "script, text/javascript;charset=utf-8",
    "calls, text/javascript;charset=utf-8",
    "elements, text/javascript;charset=utf-8",
    "words, text/javascript;charset=utf-8"
  })
  void thePartsHaveTheirTypes(String part, String type) {
    RawResponse response = get("/console/" + part);

    assertThat(response.header("content-type")).hasValue(type);
    assertThat(response.header("cross-origin-resource-policy")).hasValue("same-origin");
  }

  @ParameterizedTest
  @CsvSource({"en, This page needs JavaScript", "nl-BE, Deze pagina heeft JavaScript nodig"})
  void thePageBeginsInTheLanguageOfTheBrowser(String wanted, String sentence) {
    RawResponse page = get("/console", "Accept-Language", wanted);

    assertThat(page.header("content-language")).hasValue(wanted.substring(0, 2));
    assertThat(page.header("vary")).hasValue("Accept-Language");
    assertThat(page.text())
        .contains("<html lang=\"" + wanted.substring(0, 2) + "\">", sentence)
        .contains("<title>Console · Roster</title>");
  }

  @Test
  void aSlashAtTheEndLeadsToThePage() {
    RawResponse moved = get("/console/");

    assertThat(moved.status()).isEqualTo(301);
    assertThat(moved.header("location")).hasValue("../console");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/console/other",
        "/console/console.js",
        "/console/script/",
        "/console/words.js",
        "/console/..%2Fpage.css",
        "/consoles"
      })
  void nothingElseIsThere(String target) {
    assertThat(get(target).status()).isEqualTo(404);
  }

  @Test
  void thePageIsReadOnly() {
    for (String method : List.of("POST", "PUT", "DELETE")) {
      RawResponse refused = server.raw().send(method, "/console", Map.of(), new byte[0]);

      assertThat(refused.status()).as(method).isEqualTo(405);
      assertThat(refused.header("allow")).hasValue("GET, HEAD");
    }
    assertThat(server.raw().send("HEAD", "/console", Map.of(), null).status()).isEqualTo(200);
  }

  /** The API below the page has a door of its own, with another form of refusals. */
  @Test
  void theDoorOfThePagesLeavesTheApiAlone() {
    WebDoor door = new WebDoor(new ServedPages(true, true), Optional.empty());

    assertThat(List.of("/console", "/console/script", "/console/apis")).allMatch(door::owns);
    assertThat(List.of("/console/api", "/console/api/", "/console/api/roles"))
        .noneMatch(door::owns);
  }
}
