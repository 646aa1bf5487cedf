package dev.roster.alignment.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.alignment.ExampleProject;
import dev.roster.alignment.check.Difference;
import dev.roster.alignment.fuzz.ClientFuzzer.Outcome;
import dev.roster.openapi.OpenApiDocument;
import dev.roster.openapi.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Clients that do not keep their document, each found out by the fuzzer, and one that does. */
class ClientFuzzerTest {
  private static final Operation ME =
      ExampleProject.coolset().operation("accounts_users_me").orElseThrow();

  /** A response that a client refuses; the status is 0 for one that cannot be read. */
  private static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;

    RefusedException(int status, String body) {
      super(body);
      this.status = status;
    }
  }

  /** A client of one operation, whose result is the e-mail address of the caller. */
  private static class EmailClient implements ClientFuzzer.Client {
    private final URI target;

    EmailClient(URI server, String path) {
      this.target = server.resolve(path);
    }

    @Override
    public Object call(Operation operation) {
      try {
        HttpURLConnection connection = (HttpURLConnection) target.toURL().openConnection();
        connection.setInstanceFollowRedirects(false);
        int status = connection.getResponseCode();
        if (status >= 300) {
          throw new RefusedException(status, "");
        }
        return read(new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }

    Object read(String body) {
      try {
        JsonNode json = new ObjectMapper().readTree(body);
        if (json.isObject() && json.valueStream().anyMatch(each -> !each.isNull())) {
          return json.path("email").asText();
        }
      } catch (JsonProcessingException noJson) {
        throw new RefusedException(0, body);
      }
      throw new RefusedException(0, body);
    }

    @Override
    public boolean isUnreadable(RuntimeException thrown) {
      return isRefusal(thrown, 0);
    }

    @Override
    public boolean isRefusal(RuntimeException thrown, int status) {
      return thrown instanceof RefusedException refused && refused.status == status;
    }
  }

  private static List<String> whats(Outcome outcome) {
    return outcome.differences().stream().map(Difference::what).toList();
  }

  @Test
  void aClientThatKeepsTheDocumentHasNoDifferences() {
    try (ClientFuzzer fuzzer = new ClientFuzzer(server -> new EmailClient(server, ME.path()))) {
      Outcome readable = fuzzer.readable(ME);
      Outcome unreadable = fuzzer.unreadable(ME);

      assertThat(whats(readable)).isEmpty();
      assertThat(readable.cases()).isGreaterThan(20);
      assertThat(whats(unreadable)).isEmpty();
      assertThat(unreadable.cases()).isGreaterThan(200);
    }
  }

  @Test
  void aClientThatReadsEverythingIsReported() {
    try (ClientFuzzer fuzzer =
        new ClientFuzzer(server ->
            new EmailClient(server, ME.path()) {
              @Override
              Object read(String body) {
                return body;
              }
            })) {
      assertThat(whats(fuzzer.readable(ME)))
          .anyMatch(what -> what.startsWith("null in every member is read: "))
          .anyMatch(what -> what.startsWith("no member at all is read: "))
          .contains("unknown members change what is read")
          .hasSize(3);
      assertThat(whats(fuzzer.unreadable(ME))).contains("200 null gave null", "299 7 gave 7");
    }
  }

  @Test
  void aClientThatRefusesUnknownMembersIsReportedWithTheLineOfTheSuccess() {
    try (ClientFuzzer fuzzer =
        new ClientFuzzer(server ->
            new EmailClient(server, ME.path()) {
              @Override
              Object read(String body) {
                if (body.contains("a_later_member")) {
                  throw new RefusedException(0, body);
                }
                return super.read(body);
              }
            })) {
      assertThat(fuzzer.readable(ME).differences())
          .hasSize(2)
          .allMatch(difference ->
              difference.right().line() == ME.response(200).orElseThrow().place().line())
          .extracting(Difference::what)
          .anyMatch(what -> what.startsWith("unknown members everywhere is not read: "))
          .contains("unknown members change what is read");
    }
  }

  @Test
  void aClientThatReturnsNothingIsReported() {
    try (ClientFuzzer fuzzer =
        new ClientFuzzer(server ->
            new EmailClient(server, ME.path()) {
              @Override
              public Object call(Operation operation) {
                super.call(operation);
                return null;
              }
            })) {
      assertThat(whats(fuzzer.readable(ME)))
          .contains("the documented response is not read: nothing");
    }
  }

  @Test
  void aClientThatMixesUpStatusesIsReported() {
    try (ClientFuzzer fuzzer =
        new ClientFuzzer(server ->
            new EmailClient(server, ME.path()) {
              @Override
              public boolean isRefusal(RuntimeException thrown, int status) {
                return status != 418 && super.isRefusal(thrown, status);
              }
            })) {
      assertThat(whats(fuzzer.unreadable(ME)))
          .isNotEmpty()
          .allMatch(what -> what.startsWith("418 "));
    }
  }

  @Test
  void aClientThatRequestsAnotherPathIsReported() {
    try (ClientFuzzer fuzzer = new ClientFuzzer(server -> new EmailClient(server, "/elsewhere"))) {
      assertThat(whats(fuzzer.readable(ME))).containsExactly("the call requests GET /elsewhere");
    }
  }

  @Test
  void anOperationWithoutJsonIsRefused() {
    Operation options = withoutJson();
    try (ClientFuzzer fuzzer =
        new ClientFuzzer(server -> new EmailClient(server, options.path()))) {
      assertThatThrownBy(() -> fuzzer.readable(options))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("succeeds without JSON");
    }
  }

  private static Operation withoutJson() {
    return OpenApiDocument.parse(
            "empty",
            """
            openapi: 3.0.3
            info: {title: empty, version: '1'}
            paths:
              /empty:
                delete:
                  operationId: empty
                  responses:
                    '204': {description: nothing}
            """)
        .operation("empty")
        .orElseThrow();
  }
}
