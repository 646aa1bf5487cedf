package dev.roster.contract.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.alignment.check.Check;
import dev.roster.contract.InReport;
import dev.roster.contract.SharedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The order of the checks of the Coolset contract: an invitation with any two things wrong is
 * refused for the first of both.
 */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@InReport(check = Check.SERVER_DOCUMENT)
class OrderOfChecksIT {
  /** The things that can be wrong, in the order in which they are checked. */
  private enum Fault {
    PATH(404, ""),
    SLASH(301, ""),
    FORMAT(404, ""),
    ACCEPT(406, "Accept header"),
    TOKEN(401, ""),
    PERMISSION(403, ""),
    RATE(429, "throttled"),
    METHOD(405, "PUT"),
    MEDIA_TYPE(415, "text/plain"),
    KEY(400, "Idempotency-Key"),
    BODY(400, "JSON parse error"),
    FIELDS(400, "Enter a valid email address");

    private final int status;
    private final String says;

    Fault(int status, String says) {
      this.status = status;
      this.says = says;
    }
  }

  /** Two faults that no request has at once: of the same part of it. */
  private static final Set<Set<Fault>> EITHER =
      Set.of(
          Set.of(Fault.PATH, Fault.SLASH),
          Set.of(Fault.TOKEN, Fault.PERMISSION),
          Set.of(Fault.TOKEN, Fault.RATE),
          Set.of(Fault.BODY, Fault.FIELDS));

  private final HttpClient http = HttpClient.newBuilder().followRedirects(Redirect.NEVER).build();

  /** Tokens by what is wrong with them. */
  private final Map<Fault, String> tokens = new EnumMap<>(Fault.class);

  private String good;
  private String spentViewer;

  @BeforeAll
  void set() {
    good = token("a caller", Map.of());
    tokens.put(Fault.PERMISSION, token("a caller", Map.of("role", "VIEWER")));
    tokens.put(Fault.RATE, token("a caller who has used up the rate limit", Map.of()));
    spentViewer = token("a caller who has used up the rate limit", Map.of("role", "VIEWER"));
  }

  @AfterAll
  void close() {
    http.close();
  }

  private static String token(String state, Map<String, ?> parameters) {
    return SharedServer.roster().set(state, parameters).get("token").toString();
  }

  private HttpResponse<String> send(Set<Fault> faults) throws IOException, InterruptedException {
    String path =
        faults.contains(Fault.PATH)
            ? "/api/accounts/nothing/"
            : "/api/accounts/invitations" + (faults.contains(Fault.SLASH) ? "" : "/");
    String body =
        faults.contains(Fault.BODY)
            ? "{\"email\": "
            : "{\"email\": \"%s\", \"auth_group\": 4}"
                .formatted(faults.contains(Fault.FIELDS) ? "x" : "guest@example.org");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(
                    SharedServer.roster().baseUri()
                        + path
                        + (faults.contains(Fault.FORMAT) ? "?format=xml" : "")))
            .method(faults.contains(Fault.METHOD) ? "PUT" : "POST", BodyPublishers.ofString(body))
            .header("Accept", faults.contains(Fault.ACCEPT) ? "text/html" : "application/json")
            .header(
                "Content-Type",
                faults.contains(Fault.MEDIA_TYPE) ? "text/plain" : "application/json");
    if (faults.contains(Fault.KEY)) {
      request.header("Idempotency-Key", "a b");
    }
    if (!faults.contains(Fault.TOKEN)) {
      request.header("Authorization", "Bearer " + tokenWith(faults));
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private String tokenWith(Set<Fault> faults) {
    if (faults.containsAll(tokens.keySet())) {
      return spentViewer;
    }
    return tokens.keySet().stream()
        .filter(faults::contains)
        .findFirst()
        .map(tokens::get)
        .orElse(good);
  }

  @Test
  @Tag("promise:order-of-checks")
  void theFirstOfTwoFaultsIsTold() throws Exception {
    List<String> wrong = new ArrayList<>();
    int asked = 0;
    for (Fault first : Fault.values()) {
      for (Fault second : Fault.values()) {
        if (first.ordinal() <= second.ordinal() && !EITHER.contains(pair(first, second))) {
          HttpResponse<String> response = send(pair(first, second));
          asked++;
          if (response.statusCode() != first.status || !response.body().contains(first.says)) {
            wrong.add(
                "%s and %s: %d %s"
                    .formatted(first, second, response.statusCode(), response.body()));
          }
        }
      }
    }

    assertThat(asked).isGreaterThan(70);
    assertThat(wrong).isEmpty();
  }

  private static Set<Fault> pair(Fault first, Fault second) {
    return first == second ? Set.of(first) : Set.of(first, second);
  }
}
