package dev.roster.contract.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.alignment.check.Check;
import dev.roster.alignment.check.CheckResults;
import dev.roster.alignment.check.Difference;
import dev.roster.alignment.fuzz.ClientFuzzer;
import dev.roster.alignment.fuzz.ClientFuzzer.Outcome;
import dev.roster.contract.RosterAlignment;
import dev.roster.openapi.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Check 5: makes every generated call of the client to a server that sends what no document knows
 * and looks at each request. Each call returns a value or throws a {@code RosterException}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientFuzzIT {
  private static final int FEWEST = 9;
  private static final int ATTEMPTS = 10;
  private static final int TEXTS = 200;

  private final CheckResults results =
      new CheckResults(
          RosterAlignment.CONFIG,
          Check.CLIENT_DOCUMENT,
          "fuzz",
          "every generated call, misbehaving server");
  private final ClientFuzzer fuzzer =
      new ClientFuzzer(server -> new ClientCalls(server, ClientCalls.ANY_STATE));

  @AfterAll
  void stop() {
    fuzzer.close();
    results.write();
  }

  /** Those of the documents that the client has a pact with. */
  static Stream<Operation> operations() {
    Set<String> documents = RosterAlignment.documentsOf(RosterAlignment.JAVA_CLIENT);
    return DocumentFuzzIT.operations()
        .filter(operation -> documents.contains(operation.document().name()));
  }

  @ParameterizedTest
  @MethodSource("operations")
  @Tag("promise:clients-tolerate-members")
  @Tag("promise:compleat-clients-tolerate-members")
  void nothingUnknownBreaksACall(Operation operation) {
    Outcome outcome = fuzzer.readable(operation);
    add(operation, outcome);
    System.out.printf("client fuzz: %s, %d odd responses read%n", operation.id(), outcome.cases());

    assertThat(outcome.differences()).isEmpty();
    assertThat(outcome.cases()).isGreaterThanOrEqualTo(FEWEST);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void whatCannotBeReadIsRefusedInTheTypedWay(Operation operation) {
    Outcome outcome = fuzzer.unreadable(operation);
    add(operation, outcome);
    System.out.printf(
        "client fuzz: %s, %d odd responses refused%n", operation.id(), outcome.cases());

    assertThat(outcome.differences()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void aFailedAttemptIsRepeatedAsItWasAndARefusedOneNever(Operation operation) {
    Outcome outcome = fuzzer.attempts(operation);
    add(operation, outcome);

    assertThat(outcome.differences()).isEmpty();
    assertThat(outcome.cases()).isGreaterThan(ATTEMPTS);
  }

  @Test
  void everyTextArrivesAsItWasGiven() {
    Map<String, Integer> cases = all(fuzzer::texts);

    assertThat(cases)
        .containsOnlyKeys(
            "accounts_companies_list",
            "accounts_countries_list",
            "accounts_countries_read",
            "accounts_invitations_create",
            "accounts_users_list");
    assertThat(cases.values().stream().mapToInt(count -> count).sum()).isGreaterThan(TEXTS);
  }

  @Test
  void everyDigitOfATimeIsRead() {
    assertThat(all(fuzzer::times)).containsOnlyKeys("accounts_companies_list", "getUser");
  }

  /** The numbers of cases of the operations that have any. */
  private Map<String, Integer> all(Function<Operation, Outcome> fuzz) {
    Map<String, Integer> cases = new TreeMap<>();
    List<Difference> differences = new ArrayList<>();
    operations()
        .forEach(operation -> {
          Outcome outcome = fuzz.apply(operation);
          if (outcome.cases() > 0) {
            cases.put(operation.id(), outcome.cases());
            add(operation, outcome);
            differences.addAll(outcome.differences());
          }
        });
    System.out.println("client fuzz: " + cases);
    assertThat(differences).isEmpty();
    return cases;
  }

  private void add(Operation operation, Outcome outcome) {
    results.add(
        operation.document().name(), operation.id(), outcome.cases(), outcome.differences());
  }
}
