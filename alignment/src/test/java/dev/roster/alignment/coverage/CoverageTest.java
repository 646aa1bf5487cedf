package dev.roster.alignment.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.alignment.Examples;
import dev.roster.alignment.pact.PactInteraction;
import dev.roster.openapi.OpenApiDocument;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoverageTest {
  private static final OpenApiDocument COOLSET = Examples.coolset();
  private static final List<PactInteraction> ALL = PactInteraction.in(Examples.CONFIG.pacts());

  @ParameterizedTest
  @CsvSource({
    "a switch to a company of somebody else, LOST: accounts_workspaces_switch 404 + → -",
    "companies with type=demo, LOST: accounts_companies_list request query type = demo + → -",
    "a page of companies between two others,"
        + " LOST: accounts_companies_list 200 $.previous value + → -",
    "a country without an official name,"
        + " LOST: accounts_countries_read 200 $.official_name null + → -"
  })
  void withoutAnInteractionSomethingIsLost(String description, String expected) {
    List<PactInteraction> fewer =
        ALL.stream().filter(each -> !each.description().equals(description)).toList();
    assertThat(fewer).hasSize(ALL.size() - 1);

    assertThat(CoverageBaseline.changes(lines(ALL), lines(fewer))).contains(expected);
  }

  @Test
  void aMemberThatIsNewInTheDocumentIsNotYetExercised() {
    OpenApiDocument grown =
        OpenApiDocument.parse(
            Examples.COOLSET,
            COOLSET
                .text()
                .replace(
                    "        message: {type: string, description: What happened.}",
                    "        message: {type: string, description: What happened.}\n"
                        + "        hint: {type: string, description: What to do.}"));

    assertThat(CoverageBaseline.changes(lines(ALL), lines(grown, ALL)))
        .containsExactly(
            "new: - accounts_workspaces_switch 200 $.hint present",
            "new: + accounts_workspaces_switch 200 $.hint absent");
  }

  @Test
  void aRequestThatIsRefusedDoesNotExerciseItsParameters() {
    List<PactInteraction> refused =
        ALL.stream()
            .filter(each -> each.description().equals("companies by a search with NUL"))
            .toList();
    assertThat(refused).hasSize(1);

    assertThat(lines(refused))
        .contains(
            "+ accounts_companies_list 400", "- accounts_companies_list request query search used");
  }

  private static List<String> lines(List<PactInteraction> interactions) {
    return lines(COOLSET, interactions);
  }

  private static List<String> lines(OpenApiDocument document, List<PactInteraction> interactions) {
    return CoverageBaseline.lines(Coverage.of(document, interactions), List.of());
  }
}
