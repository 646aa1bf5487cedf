package dev.roster.drills.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.drills.history.Sightings.Sighting;
import java.util.List;
import org.junit.jupiter.api.Test;

class SightingsTest {

  @Test
  void aRunWithoutCallsLacksEverything() {
    assertThat(Sightings.missing(List.of())).containsExactly(Sighting.values());
    assertThat(Sightings.collisions(List.of())).isZero();
  }

  @Test
  void whatWasSeenIsNotMissing() {
    List<Call> calls =
        new Histories()
            .invited("n@x", "k", "1")
            .replayed("n@x", "k", "1")
            .accept("p@x", Outcome.REFUSED, "accepted")
            .build()
            .calls();

    assertThat(Sightings.missing(calls))
        .doesNotContain(Sighting.INVITED, Sighting.INVITATION_REPLAYED, Sighting.ACCEPTED_BEFORE)
        .contains(Sighting.ACCEPTED);
  }
}
