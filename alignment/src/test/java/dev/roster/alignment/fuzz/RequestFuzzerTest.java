package dev.roster.alignment.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.alignment.ExampleProject;
import dev.roster.alignment.check.Difference;
import dev.roster.alignment.fuzz.ClientFuzzer.Outcome;
import dev.roster.openapi.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Clients with faults in their requests, each found out by the fuzzer, and one without. */
class RequestFuzzerTest {
  private static final Operation INVITE = operation("accounts_invitations_create");
  private static final Operation COUNTRY = operation("accounts_countries_read");
  private static final Operation USERS = operation("accounts_users_list");
  private static final Operation COMPANIES = operation("accounts_companies_list");

  private static Operation operation(String id) {
    return ExampleProject.coolset().operation(id).orElseThrow();
  }

  private static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final Optional<String> retryAfter;

    RefusedException(HttpResponse<String> response) {
      super("HTTP " + response.statusCode());
      this.status = response.statusCode();
      this.retryAfter = response.headers().firstValue("Retry-After");
    }
  }

  /** A client of four operations without a fault, of which each test makes one. */
  private static class CarefulClient implements ClientFuzzer.Client {
    private final HttpClient http =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI server;

    CarefulClient(URI server) {
      this.server = server;
    }

    @Override
    public Object call(Operation operation) {
      return read(accepted(sent(operation, "search", "NL", key())));
    }

    @Override
    public Object call(Operation operation, String name, String text) {
      return read(accepted(sent(operation, name, text, key())));
    }

    @Override
    public Object callRepeatedly(Operation operation) {
      String key = key();
      for (int attempt = 1; ; attempt++) {
        try {
          HttpResponse<String> response = sent(operation, "search", "NL", keyOf(attempt, key));
          if (attempt > 2 || !isRepeated(response)) {
            return read(accepted(response));
          }
        } catch (UncheckedIOException lost) {
          if (attempt > 2) {
            throw lost;
          }
        }
      }
    }

    String key() {
      return UUID.randomUUID().toString();
    }

    String keyOf(int attempt, String key) {
      return key;
    }

    boolean isRepeated(HttpResponse<String> response) {
      return response.statusCode() == 503 || response.statusCode() == 429 && wait(response) < 60;
    }

    static long wait(HttpResponse<String> response) {
      return response.headers().firstValueAsLong("Retry-After").orElse(0);
    }

    String encoded(String text) {
      return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    String email(String text) {
      return text;
    }

    HttpRequest.Builder headers(HttpRequest.Builder request) {
      return request.header("Accept", "application/json");
    }

    Object read(String body) {
      return body;
    }

    private HttpResponse<String> sent(Operation operation, String name, String text, String key) {
      String target =
          operation.path().replace("{id}", encoded(text))
              + (operation.parameter("query", name).isPresent()
                  ? "?" + name + "=" + encoded(text)
                  : "");
      HttpRequest.Builder request = headers(HttpRequest.newBuilder(server.resolve(target)));
      if (operation.method().equals("POST")) {
        JsonNode body = new ObjectMapper().createObjectNode().put("email", email(text));
        request.header("Idempotency-Key", key).POST(BodyPublishers.ofString(body.toString()));
      }
      try {
        return http.send(request.build(), BodyHandlers.ofString());
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      } catch (InterruptedException stopped) {
        throw new IllegalStateException(stopped);
      }
    }

    private static String accepted(HttpResponse<String> response) {
      if (response.statusCode() != 200) {
        throw new RefusedException(response);
      }
      return response.body();
    }

    @Override
    public boolean isUnreadable(RuntimeException thrown) {
      return false;
    }

    @Override
    public boolean isRefusal(RuntimeException thrown, int status) {
      return thrown instanceof RefusedException refused && refused.status == status;
    }

    @Override
    public Optional<Duration> retryAfter(RuntimeException thrown) {
      return ((RefusedException) thrown)
          .retryAfter.map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
    }
  }

  private static List<String> whats(
      Function<URI, ClientFuzzer.Client> client, Function<ClientFuzzer, Outcome> fuzz) {
    try (ClientFuzzer fuzzer = new ClientFuzzer(client)) {
      Outcome outcome = fuzz.apply(fuzzer);
      assertThat(outcome.cases()).isPositive();
      return outcome.differences().stream().map(Difference::what).toList();
    }
  }

  @Test
  void aCarefulClientHasNoDifferences() {
    for (Operation operation : List.of(INVITE, COUNTRY, USERS)) {
      assertThat(whats(CarefulClient::new, fuzzer -> fuzzer.texts(operation))).isEmpty();
      assertThat(whats(CarefulClient::new, fuzzer -> fuzzer.attempts(operation))).isEmpty();
    }
    assertThat(whats(CarefulClient::new, fuzzer -> fuzzer.times(COMPANIES))).isEmpty();
  }

  @Test
  void anotherKeyAtTheSecondAttemptIsReported() {
    assertThat(
            whats(
                server ->
                    new CarefulClient(server) {
                      @Override
                      String keyOf(int attempt, String key) {
                        return key + attempt;
                      }
                    },
                fuzzer -> fuzzer.attempts(INVITE)))
        .contains(
            "a call that fails once with 503 is repeated with another Idempotency-Key",
            "a call that fails once with no response is repeated with another Idempotency-Key");
  }

  @Test
  void theSameKeyForAllCallsIsReported() {
    assertThat(
            whats(
                server ->
                    new CarefulClient(server) {
                      @Override
                      String key() {
                        return "always";
                      }
                    },
                fuzzer -> fuzzer.attempts(INVITE)))
        .containsExactly("several calls have the same Idempotency-Key");
  }

  @Test
  void anotherBodyAtTheSecondAttemptIsReported() {
    assertThat(
            whats(
                server ->
                    new CarefulClient(server) {
                      @Override
                      String email(String text) {
                        return text + UUID.randomUUID();
                      }
                    },
                fuzzer -> fuzzer.attempts(INVITE)))
        .contains("a call that fails once with 429 is repeated with another body");
  }

  @Test
  void aClientThatRepeatsNothingIsReported() {
    assertThat(
            whats(
                server ->
                    new CarefulClient(server) {
                      @Override
                      boolean isRepeated(HttpResponse<String> response) {
                        return false;
                      }
                    },
                fuzzer -> fuzzer.attempts(USERS)))
        .contains("a call that fails once with 503 is not repeated")
        .anyMatch(what -> what.startsWith("a call that fails once with 503 ends in "));
  }

  @Test
  void aClientThatRepeatsWhatWasRefusedIsReported() {
    assertThat(
            whats(
                server ->
                    new CarefulClient(server) {
                      @Override
                      boolean isRepeated(HttpResponse<String> response) {
                        return response.statusCode() != 200;
                      }
                    },
                fuzzer -> fuzzer.attempts(USERS)))
        .contains("409 is followed by another attempt: 3", "429 is followed by another attempt: 3");
  }

  @Test
  void aClientThatDoesNotSayWhenToComeBackIsReported() {
    assertThat(
            whats(
                server ->
                    new CarefulClient(server) {
                      @Override
                      public Optional<Duration> retryAfter(RuntimeException thrown) {
                        return Optional.empty();
                      }
                    },
                fuzzer -> fuzzer.attempts(USERS)))
        .anyMatch(what -> what.startsWith("429 with Retry-After 86400 gave "));
  }

  @Test
  void aHeaderThatIsSentTwiceIsReported() {
    Function<URI, ClientFuzzer.Client> client =
        server ->
            new CarefulClient(server) {
              @Override
              HttpRequest.Builder headers(HttpRequest.Builder request) {
                return super.headers(super.headers(request));
              }
            };

    assertThat(whats(client, fuzzer -> fuzzer.texts(COUNTRY)))
        .contains("the header Accept is sent twice");
    assertThat(whats(client, fuzzer -> fuzzer.attempts(COUNTRY)))
        .contains("the header Accept is sent twice");
  }

  @Test
  void aTextThatIsEncodedWronglyIsReported() {
    Function<URI, ClientFuzzer.Client> client =
        server ->
            new CarefulClient(server) {
              @Override
              String encoded(String text) {
                return super.encoded(text).replace("%2B", "+").replace("%20", "+");
              }

              @Override
              String email(String text) {
                return text.replace("é", "e");
              }
            };

    assertThat(whats(client, fuzzer -> fuzzer.texts(USERS)))
        .contains("search = a+b arrives as [a b]");
    assertThat(whats(client, fuzzer -> fuzzer.texts(COUNTRY)))
        .contains("id = a b arrives as [a+b]");
    assertThat(whats(client, fuzzer -> fuzzer.texts(INVITE)))
        .containsExactly("email = é ß ø arrives as [e ß ø]");
  }

  @Test
  void digitsOfATimeThatAreLostAreReported() {
    assertThat(
            whats(
                server ->
                    new CarefulClient(server) {
                      @Override
                      Object read(String body) {
                        String created = body.replaceFirst("(?s).*?\"created_at\":\"", "");
                        return Instant.parse(created.replaceFirst("(?s)\".*", ""))
                            .truncatedTo(ChronoUnit.MICROS);
                      }
                    },
                fuzzer -> fuzzer.times(COMPANIES)))
        .hasSize(4)
        .allMatch(what -> what.contains("/results/0/created_at"))
        .anyMatch(what -> what.startsWith("the fraction .1234567 of "));
  }
}
