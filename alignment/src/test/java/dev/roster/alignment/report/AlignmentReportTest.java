package dev.roster.alignment.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.alignment.AlignmentConfig;
import dev.roster.alignment.ExampleProject;
import dev.roster.alignment.check.Check;
import dev.roster.alignment.check.CheckResults;
import dev.roster.alignment.check.Difference;
import dev.roster.openapi.OpenApiDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AlignmentReportTest {
  private static final List<OpenApiDocument> DOCUMENTS = ExampleProject.CONFIG.currentDocuments();
  private static final String ME = "/operations/7/cells/";
  private static final Difference DIFFERENCE =
      new Difference(
          "response body $.id",
          new Difference.Side("pact", "\"<b>9\"", 0),
          new Difference.Side("document", "type integer", 42));

  private static final JsonNode OWN =
      json(
          """
          {"generatedAt": "2026-11-22T03:00:00Z", "total": 151, "killed": 150, "survivors": [
           {"id": "server-7", "where": "server", "change": "sort", "check": "server-pact",
            "reason": "same order"}],
           "matrix": [{"part": "server", "kind": "server-leak", "rule": false, "total": 11, "killed": 11,
            "asked": {"server-pact": 11, "journeys": 9}, "seen": {"server-pact": 11, "journeys": 4}},
            {"part": "client", "kind": "client-page", "rule": false, "total": 4, "killed": 4,
            "asked": {"client-pact": 4}, "seen": {"client-pact": 4}}]}
          """);
  private static final String BLIND_TEXT =
      """
      {"generatedAt": "2026-11-28T05:00:00Z", "total": 60, "killed": 45, "broken": 2,
       "first": {"generatedAt": "2026-11-28T04:00:00Z", "total": 60, "killed": 30},
       "parts": [{"part": "server", "total": 60, "killed": 45}, {"part": "pact", "total": 0, "killed": 0}],
       "survivors": [{"id": "blind-7", "where": "server", "change": "sort",
        "noticed": "the customer sees more"}]}
      """;
  private static final JsonNode BLIND = json(BLIND_TEXT);

  @TempDir Path folder;

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (IOException malformed) {
      throw new UncheckedIOException(malformed);
    }
  }

  @Test
  void aCheckThatDidNotRunIsGreyAndTheContractDoesNotSimplyHold() throws IOException {
    results(Check.PACT_DOCUMENT, List.of());

    JsonNode report = report(Instant.EPOCH);

    assertThat(report.at("/operations/7/operation").asText()).isEqualTo("accounts_users_me");
    assertThat(report.at(ME + "pact-document/status").asText()).isEqualTo("green");
    assertThat(report.at(ME + "server-pact/status").asText()).isEqualTo("not run");
    assertThat(report.path("verdict").asText()).isEqualTo("incomplete");
    assertThat(page(report))
        .contains("The contract holds in the 1 of " + Check.values().length + " checks that ran");
  }

  @Test
  void whenAllChecksAreGreenTheContractHolds() throws IOException {
    for (Check check : Check.values()) {
      results(check, List.of());
    }

    assertThat(page(report(Instant.EPOCH)))
        .contains("<title>Alignment: The contract holds</title>");
  }

  @ParameterizedTest
  @EnumSource
  void aRedCellOfEveryCheckShowsBothSidesAndLeadsToTheLine(Check check) throws IOException {
    String cell = "red-coolset-accounts-accounts_users_me-" + check.key();
    results(check, List.of(DIFFERENCE));

    JsonNode report = report(Instant.EPOCH);

    assertThat(report.path("verdict").asText()).isEqualTo("broken");
    assertThat(report.at(ME + check.key() + "/status").asText()).isEqualTo("red");
    assertThat(page(report))
        .contains("The contract is broken")
        .contains("href=\"#" + cell + "\"")
        .contains("id=\"" + cell + "\"")
        .contains("&quot;&lt;b&gt;9&quot;")
        .contains("<a href=\"#coolset-accounts-L42\">line 42</a>")
        .contains("id=\"coolset-accounts-L42\"")
        .contains("type integer");
  }

  @Test
  void resultsOfAnEarlierBuildDoNotCount() throws IOException {
    results(Check.PACT_DOCUMENT, List.of());

    JsonNode report = report(Instant.now().plusSeconds(60));

    assertThat(report.at(ME + "pact-document/status").asText()).isEqualTo("not run");
  }

  @Test
  void survivorsOfTheMutationRunAreListedByName() throws IOException {
    String page = page(report(Optional.empty(), Optional.of(OWN)));

    assertThat(page).contains("150 of 151", "server-7</th>", ">same order</td>");
    assertThat(page).doesNotContain("invented");
  }

  @Test
  void theMatrixOfTheMutationRunShowsWhichCheckSawWhichKind() throws IOException {
    assertThat(page(report(Optional.empty(), Optional.of(OWN))))
        .contains(
            "server-leak</th><td role=\"cell\" data-label=\"seen by any\">11 of 11</td>"
                + "<td role=\"cell\" data-label=\"server-pact\">11</td>"
                + "<td role=\"cell\" data-label=\"journeys\">4 (asked: 9)</td>"
                + "<td role=\"cell\" data-label=\"client-pact\">–</td>");
  }

  @Test
  void changesThatSomebodyElseInventedLeadTheReport() throws IOException {
    JsonNode report = report(Optional.of(BLIND), Optional.of(OWN));
    String page = page(report);

    assertThat(report.at("/blind/killed").asInt()).isEqualTo(45);
    assertThat(page)
        .contains(
            "<dt>of changes invented blind are seen<small>2026-11-28</small></dt><dd>75 %</dd>")
        .contains("75 % were seen</strong>: 45 of 60 (2026-11-28T05:00:00Z)")
        .contains("They cover server: 45 of 60.")
        .contains("Before checks were mended, 50 % were seen: 30 of 60 (2026-11-28T04:00:00Z)")
        .contains("2 more could not be made")
        .contains(">the customer sees more</td>");
    assertThat(page.indexOf("45 of 60 (")).isLessThan(page.indexOf("150 of 151 mutants were"));
    assertThat(page.indexOf("of changes invented blind")).isLessThan(page.indexOf("cells that"));
  }

  @Test
  void inventedChangesAreComparedWithTheCheckThatTheirAuthorsNamed() throws IOException {
    JsonNode named =
        json(
            """
            {"total": 4, "killed": 3, "entries": [
             {"id": "a", "expected": "journeys", "seen": ["server-pact", "journeys"]},
             {"id": "b", "change": "sorts", "expected": "journeys", "seen": ["server-pact", "promises"]},
             {"id": "c", "expected": "journeys", "seen": []},
             {"id": "d", "expected": "", "seen": ["server-pact"]},
             {"id": "e", "expected": "journeys", "seen": [], "broken": "is nowhere"}]}
            """);

    assertThat(page(report(Optional.of(named), Optional.empty())))
        .contains("Of the 3 whose author named the check that should see them, 1 were seen by it.")
        .containsOnlyOnce("role=\"rowheader\" scope=\"row\">b</th>")
        .contains(
            ">journeys</td><td role=\"cell\" data-label=\"seen by\">server-pact, promises</td>");
    assertThat(page(report(Optional.of(BLIND), Optional.empty()))).doesNotContain("author named");
  }

  @Test
  void theFirstRunOfInventedChangesIsNotShownTwice() throws IOException {
    JsonNode once = json(BLIND_TEXT.replace("T04:00", "T05:00"));

    assertThat(page(report(Optional.of(once), Optional.empty())))
        .contains("75 % were seen")
        .doesNotContain("Before checks were mended");
  }

  private JsonNode report(Optional<JsonNode> blind, Optional<JsonNode> own) {
    return new AlignmentReport(config(Instant.EPOCH), List.of()).tree(Instant.EPOCH, blind, own);
  }

  /** The results of the only module of a build. */
  private AlignmentConfig config(Instant since) {
    return ExampleProject.config()
        .repository(folder)
        .results(folder.resolve("module").resolve("results"))
        .since(since)
        .build();
  }

  private void results(Check check, List<Difference> differences) {
    CheckResults results = new CheckResults(config(Instant.EPOCH), check, "test", "a test");
    results.add(ExampleProject.COOLSET, "accounts_users_me", differences);
    results.write();
  }

  private JsonNode report(Instant since) throws IOException {
    return new AlignmentReport(config(since), CollectedResults.ofThisBuild(config(since)))
        .tree(Instant.EPOCH, Optional.empty(), Optional.empty());
  }

  private static String page(JsonNode report) {
    return new ReportPage(report, DOCUMENTS).html();
  }
}
