package dev.roster.alignment.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.alignment.AlignmentConfig;
import dev.roster.alignment.ExampleProject;
import dev.roster.alignment.check.Difference;
import dev.roster.alignment.fuzz.DocumentFuzzer.Outcome;
import dev.roster.openapi.Operation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Servers that do not keep their document, each found out by the fuzzer. */
class DocumentFuzzerTest {
  private static final String JSON = "application/json";
  private static final Operation ME = operation("accounts_users_me");
  private static final Operation SWITCH = operation("accounts_workspaces_switch");

  private final DocumentFuzzer fuzzer = new DocumentFuzzer(ExampleProject.CONFIG);
  private final MisbehavingServer server = new MisbehavingServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aServerThatFailsIsReportedForEachCaseWithTheLineOfTheStatus() {
    server.respond(500, JSON, "{\"detail\": \"broken\"}");

    Outcome outcome = fuzzer.fuzz(ME, target());

    assertThat(outcome.cases()).isGreaterThan(100);
    assertThat(outcome.differences())
        .extracting(Difference::what)
        .anyMatch(what -> what.equals("what the document shows: it failed with 500"));
    assertThat(outcome.differences())
        .filteredOn(difference -> difference.what().endsWith("it failed with 500"))
        .hasSizeGreaterThan(100)
        .allMatch(difference ->
            difference.right().line() == ME.response(500).orElseThrow().place().line());
  }

  @Test
  void aStatusThatIsNotDocumentedLeadsToTheOperation() {
    server.respond(418, JSON, "{}");

    Outcome outcome = fuzzer.fuzz(ME, target());

    assertThat(outcome.differences())
        .filteredOn(difference -> difference.what().endsWith("the status 418 is not documented"))
        .isNotEmpty()
        .allMatch(difference -> difference.right().line() == ME.place().line());
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
  void aSampleSendsTheFirstCaseAndOneOfSoManyOthers() {
    server.respond(500, JSON, "{}");

    Outcome all = fuzzer.fuzz(ME, target());
    Outcome sample = new DocumentFuzzer(ExampleProject.CONFIG, 4).fuzz(ME, target());

    assertThat(sample.cases()).isEqualTo((all.cases() + 3) / 4);
    assertThat(sample.differences())
        .extracting(Difference::what)
        .contains("what the document shows: it failed with 500");
  }

  @Test
  void theCasesAreTheSameForTheSameSeedOnly() {
    Map<String, Object> state = Map.of("token", "t");
    Operation list = operation("accounts_companies_list");

    List<String> targets = targets(fuzzer, list, state);

    assertThat(targets(new DocumentFuzzer(seed(1)), list, state)).isEqualTo(targets);
    assertThat(targets(new DocumentFuzzer(seed(2)), list, state)).isNotEqualTo(targets);
  }

  private static AlignmentConfig seed(long seed) {
    return ExampleProject.config().fuzzSeed(seed).build();
  }

  private static List<String> targets(
      DocumentFuzzer fuzzer, Operation operation, Map<String, Object> state) {
    return fuzzer.requests(operation, state);
  }

  private static Operation operation(String id) {
    return ExampleProject.coolset().operation(id).orElseThrow();
  }

  private List<String> objectionsToPlainCase(JsonNode body) {
    server.respond(200, JSON, body.toString());
    return fuzzer.fuzz(SWITCH, target()).differences().stream()
        .map(Difference::what)
        .filter(what -> what.startsWith("what the document shows:"))
        .toList();
  }

  private FuzzTarget target() {
    return FuzzTarget.at(server.uri(), Map.of("token", "t"));
  }
}
