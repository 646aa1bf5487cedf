package dev.roster.alignment.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.alignment.ExampleProject;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changed pacts, which a server is held against in one run. */
class PactMutantsTest {
  @TempDir Path folder;

  private MutationConfig config;
  private DocumentChecks checks;

  @BeforeEach
  void configure() throws Exception {
    URL none = Files.writeString(folder.resolve("none.yaml"), "[]").toUri().toURL();
    config =
        MutationTesting.of(ExampleProject.CONFIG, "com.example.")
            .server(() -> {
              throw new IllegalStateException("no server is needed");
            })
            .clientCatalogue(none, "client-pact")
            .serverCatalogue(none)
            .expectations(none)
            .check("server-pact", List.of("com.example.program.PactCheck"))
            .settings();
    checks = DocumentChecks.about(config, ExampleProject.COMPLEAT);
  }

  private List<PactMutant> mutants(String kind) {
    List<PactMutant> mutants =
        checks.pactMutants().stream()
            .filter(mutant -> mutant.mutant().kind().equals(kind))
            .limit(2)
            .toList();
    assertThat(mutants).hasSize(2);
    return mutants;
  }

  private Map<String, MutantResult> results(List<PactMutant> mutants) throws Exception {
    Map<PactMutant, DocumentChecks> changes = new HashMap<>();
    mutants.forEach(mutant -> changes.put(mutant, checks));
    try (WorkerPool workers = new WorkerPool(config)) {
      PactMutants run = new PactMutants(config, workers, new MutationProgress(mutants.size()));
      List<MutantResult> results = run.results(changes);
      assertThat(run.faults()).isEmpty();
      return results.stream().collect(Collectors.toMap(MutantResult::id, Function.identity()));
    }
  }

  @Test
  void theServerSeesTheChangedInteractionsThatItDoesNotKeep() throws Exception {
    List<PactMutant> seen = mutants("pact-status");
    List<PactMutant> unseen = mutants("pact-path");

    Map<String, MutantResult> results =
        results(Stream.concat(seen.stream(), unseen.stream()).toList());

    assertThat(results).hasSize(4);
    for (PactMutant each : seen) {
      assertThat(results.get(each.mutant().id()).seen())
          .containsExactly("pact-document", "client-pact", "server-pact");
    }
    for (PactMutant each : unseen) {
      assertThat(results.get(each.mutant().id()).asked()).contains("server-pact");
      assertThat(results.get(each.mutant().id()).seen())
          .containsExactly("pact-document", "client-pact");
    }
  }

  @Test
  void aServerThatKeepsAllChangedInteractionsWasAskedAllTheSame() throws Exception {
    assertThat(results(mutants("pact-path")).values())
        .allSatisfy(result -> assertThat(result.asked()).contains("server-pact"));
  }

  @Test
  void aPactWithoutCredentialsDoesNotGetThemByAGenerator() {
    assertThat(mutants("pact-credentials"))
        .allSatisfy(mutant ->
            assertThat(mutant.interactions().get(0).at("/request").toString())
                .doesNotContain("Bearer")
                .doesNotContain("${key}"));
  }
}
