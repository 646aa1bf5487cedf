package dev.roster.drills.fault;

import dev.roster.drills.cluster.DrillException;
import dev.roster.drills.cluster.Replica;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/**
 * The response of a replica to one request.
 *
 * @param status 0 where there was none
 */
record HttpProbe(int status, HttpHeaders headers) {
  private static final HttpHeaders NONE = HttpHeaders.of(Map.of(), (_, _) -> true);

  /** Asks a replica for the user of a token, on a connection of its own. */
  static HttpProbe usersMe(Replica replica, String token) {
    HttpRequest request =
        HttpRequest.newBuilder(replica.url().resolve("/api/accounts/users/me/"))
            .timeout(Duration.ofSeconds(20))
            .header("Authorization", "Bearer " + token)
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<Void> response = http.send(request, HttpResponse.BodyHandlers.discarding());
      return new HttpProbe(response.statusCode(), response.headers());
    } catch (IOException failure) {
      return new HttpProbe(0, NONE);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new DrillException("interrupted", interrupted);
    }
  }
}
