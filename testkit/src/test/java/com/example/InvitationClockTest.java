package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.testkit.Roster;
import dev.roster.testkit.RosterTest;
import dev.roster.testkit.State;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

// @start region="test"
@RosterTest(dedicated = true)
class InvitationClockTest {
  @Test
  void anInvitationExpires(Roster roster) throws Exception {
    State state = roster.set("a pending invitation");

    roster.advance(Duration.ofDays(8));

    HttpRequest request =
        HttpRequest.newBuilder(
                roster.uri("/api/accounts/invitations/" + state.uuid("invitation_id") + "/"))
            .header("Authorization", "Bearer " + state.token())
            .build();
    assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body())
        .contains("\"is_active\":\"false\"");
  }

  // @end region="test"

  @Test
  void timeStandsStill(Roster roster) {
    // @start region="freeze"
    Instant newYear = Instant.parse("2031-01-01T00:00:00Z");
    roster.freeze(newYear);
    assertThat(roster.now()).isEqualTo(newYear);
    // @end region="freeze"
  }
}
