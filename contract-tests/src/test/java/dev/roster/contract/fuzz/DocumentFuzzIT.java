package dev.roster.contract.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.alignment.check.Check;
import dev.roster.alignment.check.CheckResults;
import dev.roster.alignment.fuzz.DocumentFuzzer;
import dev.roster.alignment.fuzz.DocumentFuzzer.Outcome;
import dev.roster.contract.RosterAlignment;
import dev.roster.contract.SharedServer;
import dev.roster.openapi.Operation;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Check 4: fuzzes every operation of both documents with what they allow and what they forbid;
 * knows no operation by name.
 */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocumentFuzzIT {
  private static final long SEED = RosterAlignment.CONFIG.fuzzSeed();

  /** A mutation run sends one case of so many, and all if no check has seen the mutant. */
  private static final int EVERY = Boolean.getBoolean("mutation.quick") ? 16 : 1;

  private static final int FEWEST_PER_OPERATION = 100 / EVERY;
  private static final int FEWEST = 3_000;

  private final DocumentFuzzer fuzzer = new DocumentFuzzer(RosterAlignment.CONFIG, EVERY);
  private final CheckResults results =
      new CheckResults(
          RosterAlignment.CONFIG,
          Check.SERVER_DOCUMENT,
          "fuzz",
          "fuzzing from the documents, seed " + SEED);

  @AfterAll
  void write() {
    results.write();
  }

  static Stream<Operation> operations() {
    return RosterAlignment.CONFIG.currentDocuments().stream()
        .flatMap(document -> document.operations().stream());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void whateverIsSentIsAnsweredAsDocumented(Operation operation) {
    Outcome outcome = fuzzer.fuzz(operation, RosterAlignment.target(SharedServer.roster()));
    results.add(
        operation.document().name(), operation.id(), outcome.cases(), outcome.differences());
    System.out.printf(
        "fuzz, seed %d: %s, %d requests, %s%n",
        SEED, operation.id(), outcome.cases(), outcome.statuses());

    assertThat(outcome.differences()).as("%s, seed %d", operation.id(), SEED).isEmpty();
    assertThat(outcome.cases()).isGreaterThanOrEqualTo(FEWEST_PER_OPERATION);
    assertThat(outcome.statuses().keySet())
        .as("%s never succeeded: its examples in the document must work", operation.id())
        .anyMatch(status -> status < 300);
  }

  @Test
  void theCasesAreManyAndTheSameEachTime() {
    Map<String, Object> state = Map.of("token", "t", "key", "k", "company_id", 1);
    List<String> all = requests(state);
    List<String> again = requests(state);

    System.out.printf("fuzz, seed %d: %d requests in all%n", SEED, all.size());
    assertThat(all).hasSizeGreaterThanOrEqualTo(FEWEST);
    assertThat(again).isEqualTo(all);
    assertThat(operations()).hasSizeGreaterThanOrEqualTo(12);
  }

  private List<String> requests(Map<String, Object> state) {
    return operations().flatMap(each -> fuzzer.requests(each, state).stream()).toList();
  }
}
