package dev.roster.contract.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.alignment.journey.Journey;
import dev.roster.alignment.journey.JourneyTarget;
import dev.roster.contract.InProcessServer;
import dev.roster.contract.SharedServer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Check 7: runs every journey of {@code specs/journeys} against the real server by HTTP. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JourneysIT {
  private final JourneyCheck check = new JourneyCheck("HTTP");

  @AfterAll
  void write() {
    check.write();
  }

  static List<Journey> journeys() {
    return JourneyCheck.JOURNEYS.journeys();
  }

  @ParameterizedTest
  @MethodSource("journeys")
  void aJourneyHoldsByHttp(Journey journey) {
    InProcessServer roster = SharedServer.roster();
    check.run(journey, JourneyTarget.http(roster.baseUri(), roster::set));
  }

  @Test
  void everyOperationThatChangesSomethingHasItsJourneys() {
    List<String> missing = JourneyCheck.JOURNEYS.missing();

    assertThat(journeys()).hasSizeGreaterThan(4);
    assertThat(missing).isEmpty();
  }
}
