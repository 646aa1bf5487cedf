package dev.roster.alignment.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class MutationReportTest {
  private static final String CHECK = "server-pact";
  private static final MutantResult DOCUMENT =
      result("a", MutantResult.Part.DOCUMENT, "pact-document");
  private static final MutantResult SEEN = result("b", MutantResult.Part.SERVER, CHECK);
  private static final MutantResult UNSEEN = result("c", MutantResult.Part.SERVER, "");
  private static final Expectations REASONS =
      new Expectations(List.of(new Expectations.Rule("c", null, "same order")));

  private static MutantResult result(String id, MutantResult.Part part, String seen) {
    return new MutantResult(id, part, "where", "says", CHECK, seen, "a test", "why");
  }

  @Test
  void aSurvivorStandsThereWithItsReason() {
    JsonNode report = MutationReport.tree(List.of(DOCUMENT, SEEN, UNSEEN), REASONS, 7);

    assertThat(report.path("total").asInt()).isEqualTo(3);
    assertThat(report.path("killed").asInt()).isEqualTo(2);
    assertThat(report.at("/survivors/0/id").asText()).isEqualTo("c");
    assertThat(report.at("/survivors/0/reason").asText()).isEqualTo("same order");
    assertThat(report.path("sources")).hasSize(2);
  }

  @Test
  void aPartPutIntoAResultMakesTheResultOfTheWhole() {
    MutantResult nowSeen = result("c", MutantResult.Part.SERVER, CHECK);
    MutantResult added = result("d", MutantResult.Part.CLIENT, "");
    ObjectNode report = MutationReport.tree(List.of(DOCUMENT, SEEN, UNSEEN), REASONS, 7);
    ObjectNode whole = MutationReport.tree(List.of(DOCUMENT, SEEN, nowSeen, added), REASONS, 7);

    MutationReport.put(report, List.of(nowSeen, added), REASONS);

    report.remove("generatedAt");
    whole.remove("generatedAt");
    assertThat(report).hasToString(whole.toString());
  }
}
