package dev.roster.contract.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.contract.walk.Contract.Operation;
import dev.roster.contract.walk.Wire.Reply;
import dev.roster.testkit.RosterInstance;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Walks every operation of both documents and tries what they allow and what they forbid; knows no
 * operation by name. {@code -Dwalk.seed=7} takes other random steps.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocumentWalkTest {
  static final long SEED = Long.getLong("walk.seed", 20261122L);
  private static final int FEWEST_PER_OPERATION = 100;
  private static final int FEWEST = 3_000;
  private static final List<Contract> CONTRACTS =
      List.of(new Contract("coolset-accounts.yaml"), new Contract("compleat-users.yaml"));

  private final LegFile results =
      new LegFile("server-document", "walk", "walk of the documents, seed " + SEED, "server");
  private RosterInstance roster;

  @BeforeAll
  void start() {
    roster = RosterInstance.start();
  }

  @AfterAll
  void stop() {
    roster.close();
    results.write();
  }

  static Stream<Operation> operations() {
    return CONTRACTS.stream().flatMap(contract -> contract.operations().stream());
  }

  /** The state whose caller has the credentials that the operation asks for. */
  static Map<String, Object> state(RosterInstance roster, Operation operation) {
    String name =
        operation.security().path("type").asText().equals("apiKey")
            ? "a tenant with users"
            : "a pending invitation";
    return roster.set(name).values();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void whateverIsSentIsAnsweredAsDocumented(Operation operation) {
    List<Step> steps = Route.over(operation, state(roster, operation), SEED);
    Judge judge = new Judge(operation);
    Wire wire = new Wire(roster.baseUri());
    Map<Integer, Integer> statuses = new TreeMap<>();
    List<String> objections = new ArrayList<>();
    for (Step step : steps) {
      try {
        Reply reply = wire.send(step);
        statuses.merge(reply.status(), 1, Integer::sum);
        judge.objections(step, reply).forEach(why -> objections.add(told(step, why, reply.text())));
      } catch (IOException silent) {
        objections.add(told(step, "no answer: " + silent.getMessage(), ""));
      }
    }
    results.add(operation, steps.size(), objections);
    System.out.printf(
        "walk, seed %d: %s, %d requests, %s%n", SEED, operation.id(), steps.size(), statuses);

    assertThat(objections).as("%s, seed %d", operation.id(), SEED).isEmpty();
    assertThat(steps).hasSizeGreaterThanOrEqualTo(FEWEST_PER_OPERATION);
    assertThat(statuses.keySet())
        .as("%s never succeeded: its examples in the document must work", operation.id())
        .anyMatch(status -> status < 300);
  }

  @Test
  void theWalkIsLongAndTheSameEachTime() {
    Map<String, Object> state = Map.of("token", "t", "key", "k", "company_id", 1);
    List<Step> all = operations().flatMap(each -> Route.over(each, state, SEED).stream()).toList();
    List<String> again =
        operations()
            .flatMap(each -> Route.over(each, state, SEED).stream())
            .map(Step::target)
            .toList();

    System.out.printf("walk, seed %d: %d requests in all%n", SEED, all.size());
    assertThat(all).hasSizeGreaterThanOrEqualTo(FEWEST);
    assertThat(again).isEqualTo(all.stream().map(Step::target).toList());
    assertThat(operations()).hasSizeGreaterThanOrEqualTo(12);
  }

  private static String told(Step step, String why, String answer) {
    return "%s (%s %.200s): %s: %.300s"
        .formatted(step.about(), step.method(), step.target(), why, answer);
  }
}
