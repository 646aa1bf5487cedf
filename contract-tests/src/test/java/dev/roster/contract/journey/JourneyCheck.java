package dev.roster.contract.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.alignment.check.Check;
import dev.roster.alignment.check.CheckResults;
import dev.roster.alignment.check.Difference;
import dev.roster.alignment.journey.Journey;
import dev.roster.alignment.journey.Journey.StepOutcome;
import dev.roster.alignment.journey.JourneyTarget;
import dev.roster.alignment.journey.Journeys;
import dev.roster.contract.RosterAlignment;
import dev.roster.contract.SharedServer;
import dev.roster.openapi.Operation;
import java.nio.file.Path;
import java.util.List;

/** Runs journeys of {@code specs/journeys} and collects what differs, as results of check 7. */
final class JourneyCheck {
  static final Journeys JOURNEYS = Journeys.read(Path.of("..", "specs", "journeys"));

  /** Headers that every response has, whatever its document. */
  private static final List<String> OF_ALL_RESPONSES =
      List.of("X-Content-Type-Options", "X-Request-Id");

  private final CheckResults results;

  /**
   * @param way how the journeys are made, in a word
   */
  JourneyCheck(String way) {
    this.results =
        new CheckResults(RosterAlignment.CONFIG, Check.JOURNEYS, way, "journeys by " + way);
  }

  void write() {
    results.write();
  }

  /** Runs a journey, after which the clock is that of the machine. */
  void run(Journey journey, JourneyTarget target) {
    List<StepOutcome> steps = steps(journey, target);
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

  private static List<StepOutcome> steps(Journey journey, JourneyTarget target) {
    try {
      return journey.run(target, OF_ALL_RESPONSES);
    } finally {
      SharedServer.roster().resetClock();
    }
  }
}
