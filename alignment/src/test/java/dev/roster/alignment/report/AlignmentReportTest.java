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

  @TempDir Path folder;

  @Test
  void aCheckThatDidNotRunIsGreyAndTheContractDoesNotSimplyHold() throws IOException {
    results(Check.PACT_DOCUMENT, List.of());

    JsonNode report = report(Instant.EPOCH);

    assertThat(report.at("/operations/7/operation").asText()).isEqualTo("accounts_users_me");
    assertThat(report.at(ME + "pact-document/status").asText()).isEqualTo("green");
    assertThat(report.at(ME + "server-pact/status").asText()).isEqualTo("not run");
    assertThat(report.path("verdict").asText()).isEqualTo("incomplete");
    assertThat(page(report)).contains("The contract holds in the 1 of 6 checks that ran");
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
    JsonNode mutations =
        new ObjectMapper()
            .readTree(
                """
                {"generatedAt": "2026-11-22T03:00:00Z", "total": 151, "killed": 150, "survivors": [
                 {"id": "server-7", "where": "server", "change": "sort", "check": "server-pact",
                  "reason": "same order"}]}\
                """);

    JsonNode report =
        new AlignmentReport(config(Instant.EPOCH), List.of())
            .tree(Instant.EPOCH, Optional.of(mutations));

    assertThat(page(report)).contains("150 of 151", "<td>server-7</td>", "<td>same order</td>");
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
        .tree(Instant.EPOCH, Optional.empty());
  }

  private static String page(JsonNode report) {
    return new ReportPage(report, DOCUMENTS).html();
  }
}
