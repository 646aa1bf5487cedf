package dev.roster.alignment.mutation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.roster.alignment.ExampleProject;
import dev.roster.alignment.mutation.MutantResult.Part;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mutants of a small program, compiled and tested in JVMs of their own. */
class SourceMutantsTest {
  private static final String SOURCE = "alignment/src/test/java/com/example/program/Greeting.java";

  @TempDir Path folder;

  private MutationConfig config;

  @BeforeEach
  void writeCatalogue() throws Exception {
    String catalogue =
        """
        - id: greeting-without-name
          says: "greets nobody"
          file: %1$s
          find: name.strip()
          put: '""'
        - id: greeting-without-strip
          says: "keeps spaces"
          file: %1$s
          find: name.strip()
          put: name
        - id: greeting-broken
          says: "does not compile"
          file: %1$s
          find: name.strip()
          put: nome
        - id: greeting-accident
          says: "fails for another reason"
          file: %1$s
          find: 'return "Hello, "'
          put: 'if (true) { System.err.println("SomeAccident"); return ""; } return "Hello, "'
        """
            .formatted(SOURCE);
    URL file = Files.writeString(folder.resolve("catalogue.yaml"), catalogue).toUri().toURL();
    config = ExampleMutations.config(ExampleProject.CONFIG, file, file, file);
  }

  @Test
  void aMutantIsKilledByATestThatFailsAndSurvivesOneThatDoesNot() throws Exception {
    List<SourceMutant> mutants = config.clientChanges();

    List<MutantResult> results;
    try (SourceMutants run = new SourceMutants(config)) {
      results = run.results(Part.CLIENT, mutants, new MutationProgress(mutants.size()));
    }

    assertThat(results)
        .extracting(MutantResult::id, MutantResult::killed, MutantResult::broken)
        .containsExactlyInAnyOrder(
            tuple("greeting-without-name", true, false),
            tuple("greeting-without-strip", false, false),
            tuple("greeting-broken", false, true),
            tuple("greeting-accident", false, true));
  }

  @Test
  void aQuotationThatStandsThereTwiceIsRefused() {
    SourceMutant mutant = config.clientChanges().get(0);
    SourceMutant twice =
        new SourceMutant("twice", mutant.says(), "", mutant.check(), SOURCE, "name", "other");

    assertThatThrownBy(() -> twice.changed(ExampleProject.CONFIG.repository()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("does not stand exactly once");
  }

  @Test
  void withoutAnyNameOfACheckAChangeOfTheClientIsForTheCheckOfTheClient() {
    assertThat(config.clientChanges()).extracting(SourceMutant::check).containsOnly("client-pact");
  }
}
