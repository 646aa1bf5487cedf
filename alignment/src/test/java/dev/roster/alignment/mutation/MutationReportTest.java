package dev.roster.alignment.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roster.alignment.AlignmentConfig;
import dev.roster.alignment.ExampleProject;
import dev.roster.alignment.mutation.Mutant.Part;
import dev.roster.alignment.mutation.MutantResult.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MutationReportTest {
  private static final String CHECK = "server-pact";
  private static final MutantResult DOCUMENT =
      result("a", Part.DOCUMENT, true, new Verdict("pact-document", true, "", "why"));
  private static final MutantResult SEEN = result("server-row-b", Part.SERVER, false, red(CHECK));
  private static final MutantResult UNSEEN =
      result("server-row-c", Part.SERVER, false, new Verdict(CHECK, false, "", ""));
  private static final Expectations REASONS =
      new Expectations(List.of(new Expectations.Rule("server-row-c", null, "same order")));

  @TempDir Path folder;

  private static Verdict red(String check) {
    return new Verdict(check, true, "a test", "why");
  }

  private static MutantResult result(String id, Part part, boolean rule, Verdict... verdicts) {
    String kind = rule ? "document-rename" : "server-row";
    return new MutantResult(
        new Mutant(id, part, kind, rule, "where", "says", "", CHECK), List.of(verdicts), "");
  }

  private AlignmentConfig config() {
    return ExampleProject.config()
        .results(folder.resolve("results"))
        .lastMutationRun(folder.resolve("mutation").resolve("last-run.json"))
        .build();
  }

  private MutationReport report() {
    return new MutationReport(config(), REASONS);
  }

  private static JsonNode read(Path file) throws IOException {
    return new ObjectMapper().readTree(file.toFile());
  }

  @Test
  void aSurvivorStandsThereWithItsReason() {
    JsonNode report = report().tree(List.of(DOCUMENT, SEEN, UNSEEN), 7);

    assertThat(report.path("total").asInt()).isEqualTo(3);
    assertThat(report.path("killed").asInt()).isEqualTo(2);
    assertThat(report.at("/survivors/0/id").asText()).isEqualTo("server-row-c");
    assertThat(report.at("/survivors/0/reason").asText()).isEqualTo("same order");
    assertThat(report.path("entries")).hasSize(2);
  }

  @Test
  void theMatrixSaysWhichChecksSawWhichKind() {
    MutantResult twice = result("server-row-d", Part.SERVER, false, red(CHECK), red("journeys"));

    JsonNode matrix = report().tree(List.of(DOCUMENT, SEEN, UNSEEN, twice), 7).path("matrix");

    assertThat(matrix.valueStream().map(row -> row.path("kind").asText()))
        .containsExactly("document-rename", "server-row");
    assertThat(matrix.at("/1/total").asInt()).isEqualTo(3);
    assertThat(matrix.at("/1/killed").asInt()).isEqualTo(2);
    assertThat(matrix.at("/1/seen")).hasToString("{\"server-pact\":2,\"journeys\":1}");
    assertThat(matrix.at("/1/asked")).hasToString("{\"server-pact\":3,\"journeys\":1}");
  }

  @Test
  void aBrokenMutantCountsNeitherAsSeenNorAsNotSeen() {
    MutantResult broken = MutantResult.broken(SEEN.mutant(), "does not compile");

    JsonNode report = report().tree(List.of(UNSEEN, broken), 7);

    assertThat(report.path("total").asInt()).isOne();
    assertThat(report.path("broken").asInt()).isOne();
    assertThat(report.at("/entries/0/broken").asText()).isEqualTo("does not compile");
  }

  @Test
  void aPartPutIntoAResultMakesTheResultOfTheWhole() {
    MutantResult nowSeen = result("server-row-c", Part.SERVER, false, red(CHECK));
    MutantResult added =
        result("server-row-d", Part.SERVER, false, new Verdict(CHECK, false, "", ""));
    ObjectNode report = report().tree(List.of(DOCUMENT, SEEN, UNSEEN), 7);
    ObjectNode whole = report().tree(List.of(DOCUMENT, SEEN, nowSeen, added), 7);

    report().put(report, List.of(nowSeen, added));

    report.remove("generatedAt");
    whole.remove("generatedAt");
    assertThat(report).hasToString(whole.toString());
  }

  @Test
  void aPartialRunWritesItsResultAndLeavesThatOfTheWholeAlone() throws IOException {
    report().writePart(List.of(SEEN), 7, false);

    assertThat(read(config().partialMutationRun()).path("total").asInt()).isOne();
    assertThat(config().mutationRun()).doesNotExist();
    assertThat(config().lastMutationRun()).doesNotExist();
  }

  @Test
  void theCommittedBlindResultKeepsTheFirstOneOfTheSameChanges() throws IOException {
    Path committed = config().lastBlindMutationRun();
    report().writeBlind(List.of(SEEN, UNSEEN), 7, true);
    assertThat(read(committed).at("/first/killed").asInt()).isOne();

    MutantResult nowSeen = result("server-row-c", Part.SERVER, false, red(CHECK));
    report().writeBlind(List.of(SEEN, nowSeen), 7, true);

    assertThat(read(committed).path("killed").asInt()).isEqualTo(2);
    assertThat(read(committed).at("/first/killed").asInt()).isOne();

    report().writeBlind(List.of(nowSeen), 7, true);

    assertThat(read(committed).at("/first/total").asInt()).as("of other changes").isOne();
    assertThat(read(committed).at("/first/killed").asInt()).isOne();
  }

  @Test
  void aBlindRunThatIsNotKeptLeavesTheRepositoryAlone() throws IOException {
    report().writeBlind(List.of(SEEN), 7, false);

    assertThat(config().blindMutationRun()).exists();
    assertThat(config().lastBlindMutationRun()).doesNotExist();
  }
}
