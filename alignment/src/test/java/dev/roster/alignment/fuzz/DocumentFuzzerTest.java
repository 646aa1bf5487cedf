package dev.roster.alignment.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.alignment.Examples;
import dev.roster.alignment.check.Difference;
import dev.roster.alignment.fuzz.DocumentFuzzer.Outcome;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Servers that do not keep their document, each found out by the fuzzer. */
class DocumentFuzzerTest {
  private static final String JSON = "application/json";
  private static final FuzzOperation ME = operation("accounts_users_me");
  private static final FuzzOperation SWITCH = operation("accounts_workspaces_switch");

  private final DocumentFuzzer fuzzer = new DocumentFuzzer(FuzzConfig.ofSeed(1));
  private final MisbehavingServer server = new MisbehavingServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aServerThatFailsIsReportedForEachCaseWithTheLineOfTheStatus() {
    server.answers(500, JSON, "{\"detail\": \"broken\"}");

    Outcome outcome = fuzzer.fuzz(ME, new Target(server.uri()));

    assertThat(outcome.cases()).isGreaterThan(100);
    assertThat(outcome.differences())
        .extracting(Difference::what)
        .anyMatch(what -> what.equals("what the document shows: it failed with 500"));
    assertThat(outcome.differences())
        .filteredOn(difference -> difference.what().endsWith("it failed with 500"))
        .hasSizeGreaterThan(100)
        .allMatch(difference -> difference.right().line() == ME.line(500));
  }

  @Test
  void aStatusThatIsNotDocumentedLeadsToTheOperation() {
    server.answers(418, JSON, "{}");

    Outcome outcome = fuzzer.fuzz(ME, new Target(server.uri()));

    assertThat(outcome.differences())
        .filteredOn(difference -> difference.what().endsWith("the status 418 is not documented"))
        .isNotEmpty()
        .allMatch(difference -> difference.right().line() == ME.documented().place().line());
  }

  @Test
  void aBodyOfTheDocumentIsAcceptedAndOneWithoutAMemberIsNot() {
    ResponseBodies bodies = new ResponseBodies(SWITCH);

    assertThat(objectionsToPlainCase(bodies.right()))
        .noneMatch(what -> what.contains("validation.response.body"));
    assertThat(objectionsToPlainCase(bodies.readable().get("without message")))
        .anyMatch(what -> what.contains("validation.response.body"));
  }

  @Test
  void theCasesAreTheSameForTheSameSeedOnly() {
    Map<String, Object> state = Map.of("token", "t");
    FuzzOperation list = operation("accounts_companies_list");

    List<String> targets = targets(fuzzer, list, state);

    assertThat(targets(new DocumentFuzzer(FuzzConfig.ofSeed(1)), list, state)).isEqualTo(targets);
    assertThat(targets(new DocumentFuzzer(FuzzConfig.ofSeed(2)), list, state))
        .isNotEqualTo(targets);
  }

  private static List<String> targets(
      DocumentFuzzer fuzzer, FuzzOperation operation, Map<String, Object> state) {
    return fuzzer.cases(operation, state).stream().map(FuzzCase::target).toList();
  }

  private static FuzzOperation operation(String id) {
    return FuzzOperation.of(Examples.coolset()).stream()
        .filter(operation -> operation.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private List<String> objectionsToPlainCase(JsonNode body) {
    server.answers(200, JSON, body.toString());
    return fuzzer.fuzz(SWITCH, new Target(server.uri())).differences().stream()
        .map(Difference::what)
        .filter(what -> what.startsWith("what the document shows:"))
        .toList();
  }

  private record Target(URI uri) implements FuzzTarget {
    @Override
    public Map<String, Object> state(FuzzOperation operation) {
      return Map.of("token", "t");
    }

    @Override
    public void close() {}
  }
}
