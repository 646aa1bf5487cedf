package dev.roster.contract.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.alignment.check.Check;
import dev.roster.alignment.check.CheckResults;
import dev.roster.alignment.fuzz.BoundFuzzer;
import dev.roster.alignment.fuzz.DocumentFuzzer.Outcome;
import dev.roster.contract.RosterAlignment;
import dev.roster.contract.SharedServer;
import dev.roster.openapi.Operation;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A part of check 4: each bound and each default of both documents, asked for at its number and
 * beside it. Each operation whose document has one is a test.
 */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BoundsIT {
  /** States with a few more rows than a page has, or with the object of the path. */
  private static final Map<String, String> STATES =
      Map.of(
          "accounts_companies_list", "companies that tell filters apart",
          "accounts_workspaces_list", "companies that tell filters apart",
          "accounts_users_list", "users that tell searches apart",
          "console_audit_list", "a workspace with a long history",
          "console_invitations_list", "a workspace with a long history",
          "console_invitations_resend", "a pending invitation",
          "console_suspensions_list", "a workspace with a long history");

  private final CheckResults results =
      new CheckResults(
          RosterAlignment.CONFIG, Check.SERVER_DOCUMENT, "bounds", "bounds and what is beyond");

  @AfterAll
  void write() {
    results.write();
  }

  static Stream<Operation> operations() {
    return RosterAlignment.CONFIG.currentDocuments().stream()
        .flatMap(document -> document.operations().stream())
        .filter(BoundFuzzer::isBounded);
  }

  @ParameterizedTest
  @MethodSource("operations")
  @Tag("promise:limit")
  @Tag("promise:offset")
  void theServerKeepsTheNumbersOfTheDocument(Operation operation) {
    Outcome outcome =
        BoundFuzzer.fuzz(
            RosterAlignment.CONFIG,
            operation,
            RosterAlignment.target(
                SharedServer.roster(), STATES.getOrDefault(operation.id(), "a caller")));
    results.add(
        operation.document().name(), operation.id(), outcome.cases(), outcome.differences());

    assertThat(outcome.differences()).isEmpty();
    assertThat(outcome.statuses().keySet()).anyMatch(status -> status / 100 == 2);
  }
}
