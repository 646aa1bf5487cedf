package dev.roster.alignment.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.roster.alignment.AlignmentConfig.RefusalTexts;
import dev.roster.alignment.ExampleProject;
import dev.roster.alignment.check.Difference;
import dev.roster.openapi.OpenApiDocument;
import dev.roster.openapi.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Servers whose numbers are others than those of their document. */
class BoundFuzzerTest {
  private static final OpenApiDocument DOCUMENT =
      OpenApiDocument.parse(
          "shelf",
          """
          openapi: 3.0.3
          info: {title: Shelf, version: '1'}
          paths:
            /books:
              post:
                operationId: books
                parameters:
                  - {name: limit, in: query, schema: {type: integer, default: 3}}
                  - {name: Key, in: header, schema: {type: string, minLength: 1, maxLength: 5}}
                requestBody:
                  content:
                    application/json:
                      schema:
                        type: object
                        properties:
                          author: {type: string, format: email, maxLength: 40}
                          pages: {type: integer, minimum: 1, maximum: 900}
                      example: {author: a@example.org, pages: 3}
                responses:
                  '200': {description: OK}
          """);
  private static final Operation BOOKS = DOCUMENT.operation("books").orElseThrow();

  private final HttpServer server = start();
  private int rows = 10;
  private int usual = 3;
  private int shortestKey = 1;
  private int longestKey = 5;
  private int longestAuthor = 40;
  private int fewestPages = 1;
  private int mostPages = 900;

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void aServerThatKeepsTheNumbersIsAskedForAllOfThem() {
    assertThat(differences()).isEmpty();
    assertThat(BoundFuzzer.fuzz(ExampleProject.CONFIG, BOOKS, target()).cases())
        .as("two of each of five bounds, and four of the default")
        .isEqualTo(2 * 5 + 4);
  }

  @Test
  void eachOtherNumberOfTheServerIsFound() {
    longestKey = 4;
    assertThat(differences()).containsExactly("Key, maxLength 5: refuses what is at the bound");
    longestKey = 6;
    assertThat(differences()).containsExactly("Key, maxLength 5: takes what is beyond the bound");
    longestKey = 5;
    shortestKey = 0;
    assertThat(differences()).containsExactly("Key, minLength 1: takes what is beyond the bound");
    shortestKey = 2;
    assertThat(differences()).containsExactly("Key, minLength 1: refuses what is at the bound");
    shortestKey = 1;
    fewestPages = 0;
    assertThat(differences()).containsExactly("pages, minimum 1: takes what is beyond the bound");
    fewestPages = 1;
    mostPages = 899;
    assertThat(differences()).containsExactly("pages, maximum 900: refuses what is at the bound");
  }

  @Test
  void aRefusalForAnotherReasonIsNotOneOfTheBound() {
    longestAuthor = 39;
    assertThat(differences())
        .containsExactly(
            "author, maxLength 40: refuses what is at the bound",
            "author, maxLength 40: refuses what is beyond the bound with another number");
    longestAuthor = 41;
    assertThat(differences())
        .containsExactly("author, maxLength 40: takes what is beyond the bound");
  }

  @Test
  void anotherDefaultIsFoundAndSoIsAStateThatCannotTellItFromOthers() {
    usual = 4;
    assertThat(differences())
        .contains("limit, default 3: not what a request without it gets")
        .contains("limit, default 3: 4 gets the same");
    usual = 3;
    rows = 3;
    assertThat(differences()).containsExactly("limit, default 3: 4 gets the same");
  }

  private List<String> differences() {
    return BoundFuzzer.fuzz(
            ExampleProject.config()
                .refusalTexts(new RefusalTexts("Missing.", "Null.", "At most "))
                .build(),
            BOOKS,
            target())
        .differences()
        .stream()
        .map(Difference::what)
        .toList();
  }

  private FuzzTarget target() {
    return FuzzTarget.at(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), Map.of());
  }

  private HttpServer start() {
    try {
      HttpServer started =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      started.createContext("/", this::answer);
      started.start();
      return started;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Optional<String> refusal =
        refusal(
            Optional.ofNullable(exchange.getRequestHeaders().getFirst("Key")),
            body.replaceAll(".*\"author\":\"([^\"]*)\".*", "$1"),
            Integer.parseInt(body.replaceAll(".*\"pages\":(-?\\d+).*", "$1")));
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    int limit = query.startsWith("limit=") ? Integer.parseInt(query.substring(6)) : usual;
    byte[] answer =
        refusal.orElse("[" + Math.min(rows, limit) + "]").getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(refusal.isPresent() ? 400 : 200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private Optional<String> refusal(Optional<String> key, String author, int pages) {
    if (key.filter(each -> each.length() < shortestKey || each.length() > longestKey).isPresent()) {
      return Optional.of("{\"detail\": \"Key.\"}");
    }
    if (author.length() > longestAuthor) {
      return Optional.of("{\"author\": [\"At most " + longestAuthor + " characters.\"]}");
    }
    return pages < fewestPages || pages > mostPages
        ? Optional.of("{\"pages\": [\"Out of range.\"]}")
        : Optional.empty();
  }
}
