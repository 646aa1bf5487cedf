package dev.roster.contract.journey;

import dev.roster.alignment.journey.Journey;
import dev.roster.contract.SharedServer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A part of check 7: runs the journeys against the real server through the client, but those whose
 * requests no client makes.
 */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientJourneysIT {
  /** A mutation run makes one journey of so many, and all if no check has seen the mutant. */
  private static final int EVERY = Boolean.getBoolean("mutation.quick") ? 3 : 1;

  private final JourneyCheck check = new JourneyCheck("client");

  @AfterAll
  void write() {
    check.write();
  }

  static List<Journey> journeys() {
    List<Journey> all =
        JourneyCheck.JOURNEYS.journeys().stream().filter(journey -> !journey.raw()).toList();
    return IntStream.range(0, all.size()).filter(i -> i % EVERY == 0).mapToObj(all::get).toList();
  }

  @ParameterizedTest
  @MethodSource("journeys")
  void aJourneyHoldsThroughTheClient(Journey journey) {
    try (ClientTarget client =
        new ClientTarget(SharedServer.roster(), JourneyCheck.JOURNEYS::isOfContract)) {
      check.run(journey, client);
    }
  }
}
