package dev.roster.contract.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.alignment.check.Check;
import dev.roster.alignment.check.CheckResults;
import dev.roster.alignment.fuzz.DocumentFuzzer;
import dev.roster.alignment.fuzz.DocumentFuzzer.Outcome;
import dev.roster.alignment.fuzz.FuzzCase;
import dev.roster.alignment.fuzz.FuzzOperation;
import dev.roster.alignment.fuzz.FuzzTarget;
import dev.roster.contract.RosterAlignment;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Check 4: fuzzes every operation of both documents with what they allow and what they forbid;
 * knows no operation by name.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocumentFuzzTest {
  private static final long SEED = RosterAlignment.FUZZ.seed();
  private static final int FEWEST_PER_OPERATION = 100;
  private static final int FEWEST = 3_000;

  private final DocumentFuzzer fuzzer = new DocumentFuzzer(RosterAlignment.FUZZ);
  private final CheckResults results =
      new CheckResults(
          RosterAlignment.CONFIG,
          Check.SERVER_DOCUMENT,
          "fuzz",
          "fuzzing from the documents, seed " + SEED);
  private FuzzTarget server;

  @BeforeAll
  void start() {
    server = RosterAlignment.startServer();
  }

  @AfterAll
  void stop() {
    server.close();
    results.write();
  }

  static Stream<FuzzOperation> operations() {
    return RosterAlignment.CONFIG.currentDocuments().stream()
        .flatMap(document -> FuzzOperation.of(document).stream());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void whateverIsSentIsAnsweredAsDocumented(FuzzOperation operation) {
    Outcome outcome = fuzzer.fuzz(operation, server);
    results.add(
        operation.documented().document().name(),
        operation.id(),
        outcome.cases(),
        outcome.differences());
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
    List<FuzzCase> all = operations().flatMap(each -> fuzzer.cases(each, state).stream()).toList();
    List<String> again =
        operations()
            .flatMap(each -> fuzzer.cases(each, state).stream())
            .map(FuzzCase::target)
            .toList();

    System.out.printf("fuzz, seed %d: %d requests in all%n", SEED, all.size());
    assertThat(all).hasSizeGreaterThanOrEqualTo(FEWEST);
    assertThat(again).isEqualTo(all.stream().map(FuzzCase::target).toList());
    assertThat(operations()).hasSizeGreaterThanOrEqualTo(12);
  }
}
