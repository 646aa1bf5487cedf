package dev.roster.contract.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.alignment.check.Check;
import dev.roster.alignment.check.CheckResults;
import dev.roster.alignment.check.Difference;
import dev.roster.alignment.journey.Journey;
import dev.roster.alignment.journey.Journey.StepOutcome;
import dev.roster.alignment.journey.JourneyTarget;
import dev.roster.alignment.journey.Journeys;
import dev.roster.contract.InProcessServer;
import dev.roster.contract.RosterAlignment;
import dev.roster.contract.SharedServer;
import dev.roster.openapi.Operation;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Check 7: runs every journey of {@code specs/journeys} against the real server, by HTTP and
 * through the client.
 */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JourneysIT {
  private static final Journeys JOURNEYS = Journeys.read(Path.of("..", "specs", "journeys"));

  /** Headers that every response has, whatever its document. */
  private static final List<String> OF_ALL_RESPONSES =
      List.of("X-Content-Type-Options", "X-Request-Id");

  private final CheckResults results =
      new CheckResults(
          RosterAlignment.CONFIG, Check.JOURNEYS, "all", "journeys by HTTP and through the client");

  @AfterAll
  void write() {
    results.write();
  }

  @AfterEach
  void resetTheClock() {
    SharedServer.roster().resetClock();
  }

  static List<Journey> journeys() {
    return JOURNEYS.journeys();
  }

  static List<Journey> journeysOfClients() {
    return JOURNEYS.journeys().stream().filter(journey -> !journey.raw()).toList();
  }

  @ParameterizedTest
  @MethodSource("journeys")
  void aJourneyHoldsByHttp(Journey journey) {
    InProcessServer roster = SharedServer.roster();
    check(journey, JourneyTarget.http(roster.baseUri(), roster::set));
  }

  @ParameterizedTest
  @MethodSource("journeysOfClients")
  void aJourneyHoldsThroughTheClient(Journey journey) {
    try (ClientTarget client = new ClientTarget(SharedServer.roster(), JOURNEYS::isOfContract)) {
      check(journey, client);
    }
  }

  @Test
  void everyOperationThatChangesSomethingHasItsJourneys() {
    List<String> missing = JOURNEYS.missing();

    assertThat(journeys()).hasSizeGreaterThan(4);
    assertThat(missing).isEmpty();
  }

  private void check(Journey journey, JourneyTarget target) {
    List<StepOutcome> steps = journey.run(target, OF_ALL_RESPONSES);
    // what a call that controls the server finds is told at the one before it in the contract
    Operation told = journey.operations().stream().filter(JOURNEYS::isOfContract).findFirst().get();
    for (StepOutcome step : steps) {
      told = JOURNEYS.isOfContract(step.operation()) ? step.operation() : told;
      results.add(told.document().name(), told.id(), step.checks(), step.differences());
    }
    List<Difference> differences =
        steps.stream().flatMap(step -> step.differences().stream()).toList();

    assertThat(differences).isEmpty();
    assertThat(steps).hasSameSizeAs(journey.operations());
  }
}
