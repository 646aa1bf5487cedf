package dev.roster.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

@RosterTest(dedicated = true)
class DedicatedServerTest {
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void timeExpiresATokenAndAnInvitation(Roster roster) throws Exception {
    State caller = roster.set("a caller whose token expires");
    State invited = roster.set("a pending invitation");
    String invitation = "/api/accounts/invitations/" + invited.uuid("invitation_id") + "/";
    assertThat(status(roster, caller, "/api/accounts/users/me/")).isEqualTo(200);
    assertThat(body(roster, invited, invitation)).contains("\"is_active\":\"true\"");

    roster.advance(Duration.ofDays(8));

    assertThat(status(roster, caller, "/api/accounts/users/me/")).isEqualTo(401);
    assertThat(body(roster, invited, invitation)).contains("\"is_active\":\"false\"");
  }

  @RepeatedTest(2)
  void theClockIsItselfAgainAfterEachTest(Roster roster) {
    assertThat(roster.now()).isBefore(Instant.parse("2031-01-01T00:00:00Z"));
    roster.freeze(Instant.parse("2031-01-01T00:00:00Z"));
    assertThat(roster.now()).isEqualTo(Instant.parse("2031-01-01T00:00:00Z"));
    roster.resetClock();
    roster.freeze(Instant.parse("2032-01-01T00:00:00Z"));
  }

  @Test
  void argumentsThatTheServerRefusesAreIllegal(Roster roster) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> roster.advance(Duration.ZERO))
        .withMessageContaining("positive");
    assertThatIllegalArgumentException().isThrownBy(() -> roster.freeze(Instant.MAX));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Fault.lostAnswer().times(0))
        .withMessageContaining("count");
    assertThatIllegalArgumentException().isThrownBy(() -> Fault.tooManyRequests(Duration.ZERO));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> roster.inject(Fault.lostAnswer().onOperation("no_such")))
        .withMessageContaining("no_such");
  }

  private int status(Roster roster, State caller, String path) throws Exception {
    return get(roster, caller, path).statusCode();
  }

  private String body(Roster roster, State caller, String path) throws Exception {
    return get(roster, caller, path).body();
  }

  private HttpResponse<String> get(Roster roster, State caller, String path)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(roster.uri(path))
            .header("Authorization", "Bearer " + caller.token())
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
