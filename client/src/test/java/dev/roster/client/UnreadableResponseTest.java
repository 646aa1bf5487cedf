package dev.roster.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses of success with another body than the document's, and endless bodies. */
@Timeout(30)
class UnreadableResponseTest {
  private static final UUID ANY = UUID.fromString("8d4bb975-eade-42fd-a064-bf448e493c1e");
  private static final String OBJECT = "object";
  private static final String LIST = "list";
  private static final String PAGE = "page";

  @AutoClose private final FakeServer server = new FakeServer();

  private final CoolsetClient.Builder builder =
      CoolsetClient.builder().baseUri(server.uri()).token("t").sleeper(wait -> {});
  private final CoolsetClient coolset = builder.build();
  private final CompleatClient compleat =
      CompleatClient.builder().baseUri(server.uri()).tenant(ANY).key("k").build();

  /**
   * An operation, the shape of its response and a member whose value is a list or an identifier.
   */
  record Operation(
      String name, String shape, String member, BiConsumer<CoolsetClient, CompleatClient> call) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Operation> operations() {
    return List.of(
        new Operation("companies", PAGE, "results", (c, u) -> c.companies().stream().toList()),
        new Operation("countries", LIST, "", (c, u) -> c.countries().all()),
        new Operation("country", OBJECT, "numeric", (c, u) -> c.countries().byCode("NL")),
        new Operation("invite", OBJECT, "id", (c, u) -> c.invitations().invite("a@b.example", 3)),
        new Operation("invitation", OBJECT, "id", (c, u) -> c.invitations().byId(ANY)),
        new Operation("users", LIST, "", (c, u) -> c.users().stream().toList()),
        new Operation("me", OBJECT, "id", (c, u) -> c.users().me()),
        new Operation("profile", OBJECT, "id", (c, u) -> c.users().profile()),
        new Operation("workspaces", PAGE, "workspaces", (c, u) -> c.workspaces().stream().toList()),
        new Operation("switch", OBJECT, "message", (c, u) -> c.workspaces().switchTo(7)),
        new Operation("tenant users", PAGE, "Users", (c, u) -> u.users()),
        new Operation("company users", PAGE, "Users", (c, u) -> u.usersWithAccessTo(ANY)),
        new Operation("tenant user", OBJECT, "Id", (c, u) -> u.user(ANY)));
  }

  static Stream<Arguments> wrong() {
    return operations().stream()
        .flatMap(operation ->
            bodies(operation).entrySet().stream()
                .map(body -> Arguments.of(operation, body.getKey(), body.getValue())));
  }

  private static Map<String, String> bodies(Operation operation) {
    Map<String, String> bodies = new LinkedHashMap<>();
    bodies.put("nothing", "");
    bodies.put("blanks", " \n");
    bodies.put("null", "null");
    bodies.put("a string", "\"text\"");
    bodies.put("a number", "17");
    bodies.put("true", "true");
    bodies.put("an empty object", "{}");
    bodies.put("an object of somebody else", "{\"detail\": \"Log in.\", \"login\": {\"url\": 1}}");
    bodies.put("a truncated object", "{\"" + operation.member());
    bodies.put("a page", "<!doctype html><title>Log in</title>");
    bodies.put("many levels", "[".repeat(100_000));
    bodies.put("an unknown escape", "{\"a\": \"\\x\"}");
    if (operation.shape().equals(LIST)) {
      bodies.put("a null entry", "[null]");
      bodies.put("an empty entry", "[{}]");
      bodies.put("an entry that is a number", "[17]");
      bodies.put("a truncated list", "[{\"name\": \"a\"},");
      bodies.put("something after the list", "[] []");
    } else {
      String member = "{\"" + operation.member() + "\": ";
      bodies.put("an empty list", "[]");
      bodies.put("null for its member", member + "null}");
      bodies.put(
          "one member of a wrong type",
          member + (OBJECT.equals(operation.shape()) ? "" : "17") + "}");
      bodies.put("something after the object", member + good(operation) + "} x");
      bodies.put("a second object", member + good(operation) + "} {}");
      bodies.put(
          "a member twice",
          member + good(operation) + ", " + member.substring(1) + good(operation) + "}");
    }
    if (operation.shape().equals(PAGE)) {
      String member = "{\"" + operation.member() + "\": ";
      bodies.put("no list but a count", "{\"count\": 0, \"Count\": 0}");
      bodies.put("an object for the list", member + "{}}");
      bodies.put("a null entry", member + "[null]}");
      if (!operation.member().equals("Users")) {
        // a user of a tenant may have none of its members, as a pact says
        bodies.put("an empty entry", member + "[{}]}");
      }
      bodies.put("a truncated page", member + "[");
    }
    return bodies;
  }

  private static String good(Operation operation) {
    return switch (operation.shape()) {
      case PAGE -> "[]";
      default ->
          switch (operation.name()) {
            case "me", "profile" -> "5";
            default -> "\"" + ANY + "\"";
          };
    };
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("wrong")
  void aSuccessWithAnotherBodyIsUnreadable(Operation operation, String what, String body) {
    server.answers(200, body);

    UnreadableResponseException failure = unreadable(operation);

    assertThat(failure.status()).isEqualTo(200);
    assertThat(failure.body()).isEqualTo(body);
    assertThat(failure).hasCauseInstanceOf(IOException.class);
    assertThat(server.requests).as("it is not repeated").hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void aSuccessWithoutABodyIsUnreadable(Operation operation) {
    server.plays(exchange -> exchange.sendResponseHeaders(204, -1));

    assertThat(unreadable(operation).status()).isEqualTo(204);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5",
        "-1",
        "9223372036854775807",
        "1e400",
        "99999999999999999999999",
        "1.9",
        "-0.5",
        "1.5e3"
      })
  void aNumberIsReadOrRefusedButNeverChanged(String number) {
    server.answers(200, "{\"id\": " + number + "}");

    if (number.matches("-?\\d{1,19}")) {
      assertThat(coolset.users().me().id()).isEqualTo(Long.parseLong(number));
    } else {
      assertThat(unreadable(me())).hasCauseInstanceOf(IOException.class);
    }
  }

  /** Values that another reader of JSON would change or drop. */
  static Stream<Arguments> ofAnotherKind() {
    return Stream.of(
            wrong("me", "{\"id\": %s}", "\"\"", "\" \"", "true", "[5]"),
            wrong("me", "{\"id\": 5, \"is_mfa_required\": %s}", "\"\"", "2", "0.5", "[true]"),
            wrong(
                "companies",
                "{\"results\": [{\"id\": 5, \"created_at\": %s}]}",
                "1700000000",
                "1700000000.5",
                "\"1700000000\"",
                "\"2026-01-31\"",
                "\"2026-01-31T23:59:59\"",
                "\"\"",
                "\" \"",
                "true",
                "[2026, 1, 31]",
                "{}"),
            wrong(
                "me",
                "{\"id\": 5, \"company\": {\"minimum_date_filter\": %s}}",
                "17",
                "\"17\"",
                "\"2026-01-31T23:59:59Z\"",
                "\"2026-02-30\"",
                "\"\"",
                "[2026, 1, 31]"),
            wrong("invitation", "{\"email\": \"a@b.example\", \"id\": %s}", "\"\"", "5", "\"5\""),
            wrong(
                "tenant users",
                "{\"Users\": [{\"FirstName\": \"Ada\", \"Active\": %s}]}",
                "\"\"",
                "2",
                "\"perhaps\""),
            wrong("tenant users", "{\"Users\": [], \"Count\": %s}", "0.5", "\"\"", "4294967296"),
            wrong(
                "tenant user",
                "{\"FirstName\": \"Ada\", \"MetaData\": {\"DateCreated\": %s}}",
                "1700000000",
                "\"\""))
        .flatMap(each -> each);
  }

  private static Stream<Arguments> wrong(String operation, String body, String... values) {
    return Stream.of(values).map(value -> Arguments.of(named(operation), body.formatted(value)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("ofAnotherKind")
  void aValueOfAnotherKindIsUnreadableRatherThanAnotherValue(Operation operation, String body) {
    server.answers(200, body);

    assertThat(unreadable(operation).body()).isEqualTo(body);
  }

  static Stream<Arguments> withoutTheirEntries() {
    return Stream.of(
        Arguments.of(
            named("companies"), "{\"count\": 9, \"next\": null, \"results\": []}", Map.of()),
        Arguments.of(named("users"), "[]", Map.of("X-Total-Count", "9")),
        Arguments.of(named("users"), "[]", Map.of("x-total-count", "9")),
        Arguments.of(named("workspaces"), "{\"workspaces\": []}", Map.of("X-Total-Count", "9")),
        Arguments.of(named("tenant users"), "{\"Count\": 9, \"Users\": []}", Map.of()),
        Arguments.of(named("company users"), "{\"Count\": 9, \"Users\": []}", Map.of()));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("withoutTheirEntries")
  void aListWithACountAndNoEntriesIsNoEmptyList(
      Operation operation, String body, Map<String, String> headers) {
    server.answers(200, body, headers);

    UnreadableResponseException failure = unreadable(operation);

    assertThat(failure.status()).isEqualTo(200);
    assertThat(failure.body()).isEqualTo(body);
    assertThat(failure).cause().hasMessage("the list has no entries, and 9 by its own count");
    assertThat(server.requests).hasSize(1);
  }

  @Test
  void aListThatIsEmptyAndAPageBehindItsEndAreRead() {
    server
        .answers(200, "{\"count\": 0, \"next\": null, \"results\": []}")
        .answers(200, "{\"count\": 9, \"next\": null, \"results\": []}")
        .answers(200, "[]", Map.of("X-Total-Count", "0"))
        .answers(200, "[]", Map.of("X-Total-Count", "9"))
        .answers(200, "{\"workspaces\": []}", Map.of("X-Total-Count", "9"))
        .answers(200, "{\"Count\": 0, \"Users\": []}");

    assertThat(coolset.companies().stream()).isEmpty();
    assertThat(coolset.companies().page(CompanyFilter.all(), 2, 10).results()).isEmpty();
    assertThat(coolset.users().stream()).isEmpty();
    assertThat(coolset.users().page(null, 2, 10).total()).hasValue(9);
    assertThat(coolset.workspaces().page(2, 10).items()).isEmpty();
    assertThat(compleat.users()).isEmpty();
  }

  @Test
  void thePageOfAPortalIsNamedByItsType() {
    server.answers(200, "<html>Welcome</html>", Map.of("Content-Type", "text/html; charset=utf-8"));

    assertThat(unreadable(me()))
        .hasMessage(
            "HTTP 200: the body is not what the contract promises"
                + " (Content-Type: text/html; charset=utf-8)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ISO-8859-1", "windows-1252"})
  void anotherEncodingThanThatOfJsonIsUnreadable(String charset) {
    byte[] latin = "{\"first_name\": \"Zoë\"}".getBytes(Charset.forName(charset));
    server.plays(exchange -> {
      exchange.getResponseHeaders().set("Content-Type", "application/json; charset=" + charset);
      exchange.sendResponseHeaders(200, latin.length);
      exchange.getResponseBody().write(latin);
    });

    assertThat(unreadable(me()).body()).contains("Zo");
  }

  @Test
  void aContentCodingThatWasNotAskedForIsSaidToBeOne() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write("{\"id\": 5}".getBytes(StandardCharsets.UTF_8));
    }
    server.plays(exchange -> {
      exchange.getResponseHeaders().set("Content-Encoding", "gzip");
      exchange.sendResponseHeaders(200, packed.size());
      exchange.getResponseBody().write(packed.toByteArray());
    });

    assertThat(unreadable(me())).rootCause().hasMessageContaining("gzip");
    assertThat(server.onlyRequest().header("Accept-Encoding")).isEqualTo("identity");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404, 429, 500, 302})
  void anEndlessExplanationIsCutAndItsConnectionClosed(int status) throws Exception {
    CountDownLatch cut = new CountDownLatch(1);
    server.plays(exchange -> writesForEver(exchange, status, cut));

    RosterApiException failure =
        catchThrowableOfType(
            RosterApiException.class, () -> builder.retries(0).build().users().me());

    assertThat(failure.status()).isEqualTo(status);
    assertThat(failure.body()).hasSize(256 * 1024);
    assertThat(cut.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void anEndlessSuccessIsUnreadableAndItsConnectionClosed() throws Exception {
    CountDownLatch cut = new CountDownLatch(1);
    server.plays(exchange -> writesForEver(exchange, 200, cut));

    UnreadableResponseException failure =
        catchThrowableOfType(
            UnreadableResponseException.class,
            () -> builder.largestResponse(100_000).build().users().me());

    assertThat(failure).rootCause().hasMessageContaining("more than 100000 bytes");
    assertThat(server.requests).hasSize(1);
    assertThat(cut.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aBodyOfExactlyTheLimitIsRead() {
    String body = "{\"id\": 5}";
    server.answers(200, body).answers(200, body);

    assertThat(builder.largestResponse(body.length()).build().users().me().id()).isEqualTo(5);
    assertThat(
            catchThrowableOfType(
                UnreadableResponseException.class,
                () -> builder.largestResponse(body.length() - 1).build().users().me()))
        .isNotNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 500})
  void aBodyThatDripsEndsWithTheTimeoutOfTheRequest(int status) throws Exception {
    CountDownLatch cut = new CountDownLatch(1);
    server.plays(exchange -> {
      exchange.sendResponseHeaders(status, 0);
      try {
        while (!cut.await(20, TimeUnit.MILLISECONDS)) {
          exchange.getResponseBody().write(' ');
          exchange.getResponseBody().flush();
        }
      } catch (IOException gone) {
        cut.countDown();
      }
    });
    long start = System.nanoTime();

    RosterTransportException failure =
        catchThrowableOfType(
            RosterTransportException.class,
            () -> builder.requestTimeout(Duration.ofSeconds(2)).build().users().me());

    assertThat(failure.timedOut()).isTrue();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    assertThat(server.requests).hasSize(1);
    assertThat(cut.await(10, TimeUnit.SECONDS)).as("the connection is closed").isTrue();
  }

  @Test
  void theJsonOfAFailureNeedNotBeWellMade() {
    List<String> bodies =
        List.of(
            "{",
            "[".repeat(100_000),
            "{\"detail\": null}",
            "{\"detail\": 1e999999999}",
            "17",
            "{\"email\": null}",
            "{\"ErrorCode\": \"x\", \"Message\": {}}",
            "\uFEFF{}",
            "\u0000");
    List<Throwable> others = new ArrayList<>();
    for (String body : bodies) {
      for (Operation operation : List.of(me(), operations().get(12))) {
        server.answers(400, body);
        try {
          operation.call().accept(coolset, compleat);
        } catch (RosterApiException expected) {
          assertThat(expected.body()).isEqualTo(body);
        } catch (RuntimeException other) {
          others.add(other);
        }
      }
    }
    assertThat(others).isEmpty();
  }

  private static void writesForEver(HttpExchange exchange, int status, CountDownLatch cut)
      throws IOException {
    exchange.sendResponseHeaders(status, 0);
    byte[] chunk = " ".repeat(8192).getBytes(StandardCharsets.US_ASCII);
    try {
      while (true) {
        exchange.getResponseBody().write(chunk);
      }
    } catch (IOException gone) {
      cut.countDown();
    }
  }

  private static Operation me() {
    return named("me");
  }

  private static Operation named(String name) {
    return operations().stream().filter(each -> each.name().equals(name)).findAny().orElseThrow();
  }

  private UnreadableResponseException unreadable(Operation operation) {
    return catchThrowableOfType(
        UnreadableResponseException.class, () -> operation.call().accept(coolset, compleat));
  }
}
