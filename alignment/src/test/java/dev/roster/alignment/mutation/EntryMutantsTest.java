package dev.roster.alignment.mutation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.alignment.ExampleProject;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mutants of a small program, compiled and tested in JVMs of their own. */
class EntryMutantsTest {
  private static final String SOURCE = "alignment/src/test/java/com/example/program/Greeting.java";

  @TempDir Path folder;

  private URL catalogue;
  private MutationConfig config;

  @BeforeEach
  void writeCatalogue() throws Exception {
    String text =
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
        - id: greeting-with-another-word
          says: "thinks of another method"
          file: %1$s
          find: 'return "Hello, " + name.strip() + "!"'
          put: 'return "Hello, ".concat(name.strip()) + "!"'
        - id: greeting-rude
          says: "says goodbye"
          file: %1$s
          find: 'Hello'
          put: 'Goodbye'
        - id: greeting-bye
          says: "says nothing at the end"
          file: %1$s
          find: 'return "Goodbye!"'
          put: 'return ""'
        - id: greeting-for-all
          says: "is more than a change of methods"
          file: %1$s
          find: 'static String farewell'
          put: 'static final Object NONE = null; static String farewell'
        - id: greeting-broken
          says: "does not compile"
          file: %1$s
          find: name.strip()
          put: nome
        - id: greeting-gone
          says: "is of a file that is no more"
          file: alignment/Gone.java
          find: a
          put: b
        - id: greeting-accident
          says: "fails for another reason"
          file: %1$s
          find: 'return "Hello, "'
          put: 'if (true) { System.err.println("SomeAccident"); return ""; } return "Hello, "'
        """
            .formatted(SOURCE);
    catalogue = Files.writeString(folder.resolve("catalogue.yaml"), text).toUri().toURL();
    URL none = Files.writeString(folder.resolve("none.yaml"), "[]").toUri().toURL();
    config = ExampleMutations.config(ExampleProject.CONFIG, catalogue, none, none);
  }

  private Map<String, MutantResult> results(List<CatalogueEntry> entries) throws Exception {
    try (WorkerPool workers = new WorkerPool(config)) {
      workers.begin(entries);
      assertThat(workers.faults()).isEmpty();
      return new EntryMutants(config, workers)
          .results(entries, new MutationProgress(entries.size())).stream()
              .collect(Collectors.toMap(MutantResult::id, Function.identity()));
    }
  }

  @Test
  void everyCheckIsAskedAboutAMutantThatItCanSee() throws Exception {
    Map<String, MutantResult> results = results(config.entries());

    assertThat(results).hasSize(9);
    assertThat(results.get("greeting-without-name").asked())
        .as("checks that load no changed class, or enter no changed method, are not asked")
        .containsExactly("client-pact", "politeness", "thorough", "together");
    assertThat(results.get("greeting-without-name").seen())
        .containsExactly("client-pact", "thorough");
    assertThat(results.get("greeting-bye").asked()).containsExactly("farewell", "together");
    assertThat(results.get("greeting-bye").seen()).containsExactly("farewell");
    assertThat(results.get("greeting-for-all").asked())
        .containsExactly("client-pact", "politeness", "thorough", "farewell", "together");
    assertThat(results.get("greeting-rude").seen()).containsExactly("client-pact", "politeness");
    assertThat(results.get("greeting-with-another-word").killed()).isFalse();
    assertThat(results.get("greeting-with-another-word").isBroken()).isFalse();
  }

  @Test
  void aMutantThatNoQuickTestSeesIsTestedThoroughly() throws Exception {
    Map<String, MutantResult> results = results(config.entries());

    assertThat(results.get("greeting-without-strip").seen()).containsExactly("thorough");
  }

  @Test
  void aMutantThatCannotBeMadeIsBrokenAndDoesNotEndTheRun() throws Exception {
    Map<String, MutantResult> results = results(config.entries());

    assertThat(results.get("greeting-broken").broken()).startsWith("does not compile");
    assertThat(results.get("greeting-gone").broken()).contains("there is no file");
    assertThat(results.get("greeting-accident").broken()).contains("SomeAccident");
    assertThat(results.get("greeting-rude").isBroken()).isFalse();
  }

  @Test
  void withoutExpectationAnAccidentIsSeenLikeAnyOtherFailure() throws Exception {
    Map<String, MutantResult> results =
        results(config.entries().stream().map(CatalogueEntry::withoutExpectation).toList());

    assertThat(results.get("greeting-accident").killed()).isTrue();
    assertThat(results.get("greeting-broken").isBroken()).isTrue();
  }

  @Test
  void aQuotationThatStandsThereTwiceIsRefused() {
    CatalogueEntry twice = new CatalogueEntry("twice", "says", "", "", SOURCE, "name", "other");

    assertThatThrownBy(() -> twice.changed(ExampleProject.CONFIG.repository()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("does not stand exactly once");
  }

  @Test
  void withoutAnyNameOfACheckAChangeIsForTheCheckOfItsCatalogue() {
    assertThat(config.entries()).extracting(CatalogueEntry::check).containsOnly("client-pact");
  }
}
