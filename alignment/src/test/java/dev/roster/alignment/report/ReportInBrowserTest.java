package dev.roster.alignment.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.alignment.AlignmentConfig;
import dev.roster.alignment.ExampleProject;
import dev.roster.alignment.check.Check;
import dev.roster.alignment.check.CheckResults;
import dev.roster.alignment.check.Difference;
import dev.roster.browser.Chromium;
import dev.roster.browser.Tab;
import dev.roster.browser.Viewport;
import dev.roster.openapi.OpenApiDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The report as people see it: on a desk and on a phone, by keyboard, by screen reader. */
class ReportInBrowserTest {
  private static final List<OpenApiDocument> DOCUMENTS = ExampleProject.CONFIG.currentDocuments();
  private static final String RED = "#red-coolset-accounts-accounts_users_me-pact-document";
  private static final String WIDE_PARTS =
      """
      [...document.querySelectorAll('#matrix, #matrix *, #checks *, #interactions *')].filter(e =>
        e.getBoundingClientRect().right > innerWidth || e.matches('.scroll') && e.scrollWidth > e.clientWidth)
        .map(e => e.outerHTML.slice(0, 80)).join(' ')
      """;

  private static final String MATRIX_TEXT =
      "document.querySelector('#matrix').innerText.replace(/\\s+/g, ' ')";

  private static Chromium browser;

  @TempDir Path folder;

  private Tab tab;

  @BeforeAll
  static void startBrowser() throws Exception {
    browser = Chromium.startOrSkip();
  }

  @AfterEach
  void closeTab() {
    if (tab != null) {
      tab.close();
    }
  }

  @AfterAll
  static void stopBrowser() throws Exception {
    if (browser != null) {
      browser.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aReportWithDifferencesKeepsNobodyOut(Viewport on) throws IOException {
    open(on, broken());

    tab.look("report-broken");
    openAllDetails();
    tab.look("report-broken-open");
    assertThat(tab.text()).contains("The contract is broken", "server-7", "type integer");
    tab.assertNothingWentWrong();
  }

  @ParameterizedTest
  @EnumSource
  void aReportOfChecksThatDidNotRunKeepsNobodyOut(Viewport on) throws IOException {
    AlignmentConfig shop = shop();
    results(shop, Check.COMPILE, "shop", "listArticles", List.of());
    open(on, report(shop, Optional.empty()), shop.currentDocuments());

    tab.look("report-incomplete");
    tab.assertNothingWentWrong();
  }

  @Test
  void atNoWidthDoTheMatrixAndTheListsNeedScrollingSideways() throws IOException {
    open(Viewport.DESKTOP, broken());
    openAllDetails();

    for (int width : List.of(320, 390, 600, 760, 992, 993, 1024, 1440)) {
      tab.width(width);

      assertThat(tab.run(WIDE_PARTS).asText()).as("at %d pixels", width).isEmpty();
      assertThat(tab.run(MATRIX_TEXT).asText())
          .as("each cell or column says which check it is, at %d pixels", width)
          .contains("4 Server keeps document", "8 Promises");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aScreenReaderIsToldOfATableOnEveryScreen(Viewport on) throws IOException {
    open(on, broken());

    assertThat(tab.spoken())
        .contains("columnheader: 2 Pact in document", "region: Matrix of operations and checks")
        .anyMatch(line -> line.startsWith("rowheader: GET /api/accounts/users/me/"))
        .anyMatch(line -> line.contains("cell:") && line.contains("✗ 1 differences"));
  }

  @ParameterizedTest
  @EnumSource
  void theKeyboardGoesFromARedCellToBothSidesAndToTheLine(Viewport on) throws IOException {
    open(on, broken());

    tab.tabTo(".skip");
    assertThat(tab.run("document.activeElement.getBoundingClientRect().left").asInt())
        .as("a link that has the focus can be seen")
        .isNotNegative();
    tab.enter();
    tab.tabTo("a[href=\"" + RED + "\"]");
    tab.enter();
    tab.untilTrue("location.hash === '" + RED + "' && " + inView(RED));
    tab.tabTo(RED + " a");
    tab.enter();

    tab.untilTrue("location.hash === '#coolset-accounts-L42' && " + inView(":target"));
    tab.assertNothingWentWrong();
  }

  @Test
  void theKeyboardOpensTheInteractions() throws IOException {
    open(Viewport.DESKTOP, broken());
    tab.run("document.querySelector('#interactions').scrollIntoView()");
    tab.run("document.querySelector('#coverage summary').focus()");

    tab.tabTo("#interactions summary");
    tab.enter();

    tab.untilTrue("document.querySelector('#interactions details').open");
    tab.tabTo("#interactions [role=region]");
  }

  private static String inView(String selector) {
    return "(r => r.bottom > 0 && r.top < innerHeight)(document.querySelector('"
        + selector
        + "').getBoundingClientRect())";
  }

  private void openAllDetails() {
    tab.run("document.querySelectorAll('details').forEach(each => each.open = true)");
  }

  private JsonNode broken() throws IOException {
    for (Check check : Check.values()) {
      results(check, List.of());
    }
    results(
        Check.PACT_DOCUMENT,
        List.of(
            new Difference(
                "response body $.id",
                new Difference.Side("pact", "\"a-long-word-".repeat(20), 0),
                new Difference.Side("document", "type integer", 42))));
    JsonNode mutations =
        new ObjectMapper()
            .readTree(
                """
                {"generatedAt": "2026-11-22T03:00:00Z", "total": 151, "killed": 150, "survivors": [
                 {"id": "server-7", "where": "server", "change": "sort", "check": "server-pact",
                  "reason": "same order"}],
                 "matrix": [{"part": "server", "kind": "server-leak", "total": 11, "killed": 10,
                  "asked": {"server-pact": 11, "server-document": 11, "client-document": 11,
                  "journeys": 9}, "seen": {"server-pact": 10, "journeys": 4}}]}\
                """);
    return report(example(), Optional.of(mutations));
  }

  /** Documents of 1,400 lines, which axe-core takes its time for. */
  private AlignmentConfig example() {
    return resultsHere(ExampleProject.config());
  }

  /** A document of 79 lines. */
  private AlignmentConfig shop() {
    Path documents = Path.of("src", "test", "resources", "shop");
    return resultsHere(
        AlignmentConfig.of("Shop", documents, List.of("shop")).pacts(documents.resolve("pacts")));
  }

  /** The results of the only module of a build. */
  private AlignmentConfig resultsHere(AlignmentConfig.Builder config) {
    return config
        .repository(folder)
        .results(folder.resolve("module").resolve("results"))
        .since(Instant.EPOCH)
        .build();
  }

  private void results(Check check, List<Difference> differences) {
    results(example(), check, ExampleProject.COOLSET, "accounts_users_me", differences);
  }

  private static void results(
      AlignmentConfig config,
      Check check,
      String document,
      String operation,
      List<Difference> differences) {
    CheckResults results = new CheckResults(config, check, "test", "a test");
    results.add(document, operation, differences);
    results.write();
  }

  private static JsonNode report(AlignmentConfig config, Optional<JsonNode> mutations) {
    return new AlignmentReport(config, CollectedResults.ofThisBuild(config))
        .tree(Instant.EPOCH, mutations, mutations);
  }

  private void open(Viewport on, JsonNode report) throws IOException {
    open(on, report, DOCUMENTS);
  }

  private void open(Viewport on, JsonNode report, List<OpenApiDocument> documents)
      throws IOException {
    Path page = folder.resolve("index.html");
    Files.writeString(page, new ReportPage(report, documents).html());
    tab = browser.open(on, folder.toUri());
    tab.open(page.toUri().toString());
  }
}
