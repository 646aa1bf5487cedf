package dev.roster.alignment.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.alignment.ExampleProject;
import dev.roster.alignment.evolution.DocumentOverTime;
import dev.roster.alignment.pact.PactInDocument;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DocumentMutantTest {
  @Test
  void eachMutantOfADocumentIsAnotherDocument() {
    JsonNode same = DocumentMutant.nothing(ExampleProject.coolset()).tree();
    List<DocumentMutant> mutants = DocumentMutant.of(ExampleProject.coolset());

    assertThat(mutants).hasSizeGreaterThan(500);
    assertThat(mutants).extracting(mutant -> mutant.mutant().id()).doesNotHaveDuplicates();
    assertThat(mutants).extracting(DocumentMutant::tree).doesNotContain(same);
  }

  @Test
  void aDocumentThatIsWrittenAnewIsNotAnotherContract() {
    assertThat(
            new DocumentOverTime(ExampleProject.CONFIG)
                .differences(DocumentMutant.nothing(ExampleProject.coolset()).changed()))
        .isEmpty();
  }

  @Test
  void aMutantOfAPactLosesTheCredentialsThatTheDocumentNames() {
    JsonNode caller =
        PactInDocument.interactions(ExampleProject.CONFIG, ExampleProject.COOLSET).values().stream()
            .flatMap(List::stream)
            .filter(each -> each.path("description").asText().equals("the caller"))
            .findFirst()
            .orElseThrow();

    List<PactMutant> mutants = PactMutant.of("pact.json", caller, Set.of("Authorization"));

    assertThat(mutants).hasSizeGreaterThan(6);
    assertThat(mutants)
        .filteredOn(mutant -> mutant.mutant().id().startsWith("pact-credentials-"))
        .singleElement()
        .satisfies(mutant ->
            assertThat(
                    mutant
                        .interactions()
                        .get(0)
                        .at("/request/headers/Authorization")
                        .isMissingNode())
                .isTrue());
    assertThat(PactMutant.of("pact.json", caller, Set.of("X-Other")))
        .noneMatch(mutant -> mutant.mutant().id().startsWith("pact-credentials-"));
  }
}
