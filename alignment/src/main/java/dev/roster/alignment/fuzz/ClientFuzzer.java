package dev.roster.alignment.fuzz;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.alignment.check.Difference;
import dev.roster.openapi.Operation;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Check 5: sends the calls of a client responses that their document does not promise, and compares
 * what the client makes of each with the document; knows no operation by name. Not safe for use by
 * many threads.
 */
public final class ClientFuzzer implements AutoCloseable {
  /** The client of one server. */
  public interface Client {
    /** Makes the call of an operation, and returns what was read; null if it was nothing. */
    @Nullable Object call(Operation operation);

    /** Reports whether this is the documented exception for a response that cannot be read. */
    boolean isUnreadable(RuntimeException thrown);

    /** Reports whether this is the documented exception for an error with the status. */
    boolean isRefusal(RuntimeException thrown, int status);

    /** The same where the exceptions of the operations differ. */
    default boolean isRefusal(Operation operation, RuntimeException thrown, int status) {
      return isRefusal(thrown, status);
    }

    /**
     * Makes the call of an operation with a text for one parameter, or one member of the body.
     *
     * @param name its name in the document
     */
    default @Nullable Object call(Operation operation, String name, String text) {
      throw new UnsupportedOperationException(operation.id() + " takes no " + name);
    }

    /** Reports whether the client takes any text here, and not a narrower type. */
    default boolean takesText(Operation operation, String name) {
      return true;
    }

    /** Makes the call of an operation with a client that repeats what failed. */
    default @Nullable Object callRepeatedly(Operation operation) {
      return call(operation);
    }

    /** The wait that the server asked for, as an exception for an error has it. */
    default Optional<Duration> retryAfter(RuntimeException thrown) {
      return Optional.empty();
    }

    /** The properties with the entries of a list, without which a response cannot be read. */
    default Set<String> listProperties() {
      return Set.of();
    }
  }

  /** The outcome for one operation. */
  public record Outcome(int cases, List<Difference> differences) {}

  private static final String JSON = "application/json";

  private static final List<String> UNREADABLE =
      List.of(
          "", "null", "{", "nonsense", "<html></html>", "\"text\"", "7", "true", "[".repeat(5_000));

  private static final List<Integer> ERRORS =
      List.of(302, 400, 401, 403, 404, 405, 409, 418, 422, 429, 451, 500, 502, 503, 599);

  private static final List<String> BODIES_OF_ERRORS =
      List.of(
          "",
          "{}",
          "[]",
          "null",
          "[null]",
          "\"text\"",
          "{\"detail\":{}}",
          "{\"detail\":null}",
          "{\"email\":\"x\",\"y\":[null,{}]}",
          "{\"ErrorCode\":\"x\"}",
          "{\"ErrorCode\":99}",
          "{\"Message\":[]}",
          "<html></html>",
          "{",
          "\u0000");

  private static final List<String> FRACTIONS =
      List.of(".5", ".123456", ".1234567", ".123456789", ".000000001", ".999999999");

  private final MisbehavingServer server = new MisbehavingServer();
  private final Client client;

  /**
   * Starts a server on loopback that sends what a document does not promise.
   *
   * @param connect makes the client of that server
   */
  public ClientFuzzer(Function<URI, Client> connect) {
    this.client = connect.apply(server.uri());
  }

  /**
   * Sends every variant of a success that the client has to read.
   *
   * @throws IllegalArgumentException if the operation succeeds without JSON
   */
  public Outcome readable(Operation operation) {
    ResponseBodies bodies = new ResponseBodies(operation);
    Object plain = result(operation, 200, JSON, bodies.right().toString());
    List<String> objections = new ArrayList<>();
    if (ClientResult.isFailure(plain)) {
      objections.add("the documented response is not read: " + plain);
    }
    String own = operation.method() + " " + operation.path().replaceAll("\\{[^}]+}", "[^/]+");
    String asked = asked(server.received());
    if (!asked.matches(own)) {
      objections.add("the call requests " + asked);
    }
    objections.addAll(server.repeatedHeaders());
    Map<String, Object> results = results(operation, bodies);
    results.forEach((about, result) -> objection(about, bodies, result).ifPresent(objections::add));
    if (!plain.equals(results.get(ResponseBodies.UNKNOWN_MEMBERS))) {
      objections.add("unknown members change what is read");
    }
    return ClientResult.outcome(operation, results.size() + 1, objections);
  }

  private static String asked(List<ReceivedRequest> requests) {
    return requests.isEmpty() ? "nothing" : requests.get(0).method() + " " + requests.get(0).path();
  }

  private Map<String, Object> results(Operation operation, ResponseBodies bodies) {
    String right = bodies.right().toString();
    Map<String, Object> results = new LinkedHashMap<>();
    bodies
        .readable()
        .forEach(
            (about, body) -> results.put(about, result(operation, 200, JSON, body.toString())));
    results.put("status 299", result(operation, 299, JSON, right));
    results.put("text/plain", result(operation, 200, "text/plain", right));
    results.put("a problem's type", result(operation, 200, "application/problem+json", right));
    return results;
  }

  private Optional<String> objection(String about, ResponseBodies bodies, Object result) {
    if (bodies.isWithoutContent(about, client.listProperties())) {
      return isUnreadable(result) ? Optional.empty() : Optional.of(about + " is read: " + result);
    }
    return ClientResult.isFailure(result)
        ? Optional.of(about + " is not read: " + result)
        : Optional.empty();
  }

  /**
   * Sends successes that cannot be read, and errors with all kinds of bodies, each of which must
   * end in the documented exception.
   *
   * @throws IllegalArgumentException if the operation succeeds without JSON
   */
  public Outcome unreadable(Operation operation) {
    List<String> bodies = new ArrayList<>(UNREADABLE);
    ResponseBodies promised = new ResponseBodies(operation);
    bodies.add(promised.right().isArray() ? "{}" : "[]");
    promised.contradiction().ifPresent(body -> bodies.add(body.toString()));
    int cases = 0;
    List<String> objections = new ArrayList<>();
    for (String body : bodies) {
      for (int status : new int[] {200, 299}) {
        Object result = result(operation, status, JSON, body);
        cases++;
        if (!isUnreadable(result)) {
          objections.add("%d %.20s gave %s".formatted(status, body, result));
        }
      }
    }
    for (int status : ERRORS) {
      for (String body : BODIES_OF_ERRORS) {
        Object result = result(operation, status, body.startsWith("<") ? "text/html" : JSON, body);
        cases++;
        if (!(result instanceof RuntimeException thrown
            && client.isRefusal(operation, thrown, status))) {
          objections.add("%d %.20s gave %s".formatted(status, body, result));
        }
      }
    }
    return ClientResult.outcome(operation, cases, objections);
  }

  /**
   * Sends texts that need encoding as every parameter and member of a body that is text, each of
   * which must arrive as it was given.
   */
  public Outcome texts(Operation operation) {
    return new RequestFuzzer(server, client, operation).texts();
  }

  /**
   * Fails the first attempt of calls that have to be repeated, which must be repeated as they were;
   * and refuses calls that must not be repeated.
   */
  public Outcome attempts(Operation operation) {
    return new RequestFuzzer(server, client, operation).attempts();
  }

  /**
   * Sends times with fractions of a second, of which every digit must be in the result if the time
   * is in it at all.
   */
  public Outcome times(Operation operation) {
    ResponseBodies bodies = new ResponseBodies(operation);
    int cases = 0;
    List<String> objections = new ArrayList<>();
    for (JsonPointer place : bodies.times()) {
      String then = text(operation, bodies.withTime(place, "2001-02-03T04:05:06Z"));
      if (then.equals(text(operation, bodies.withTime(place, "2026-03-01T12:30:00Z")))) {
        continue;
      }
      for (String fraction : FRACTIONS) {
        String read =
            text(operation, bodies.withTime(place, "2026-03-01T12:30:00" + fraction + "Z"));
        cases++;
        if (!Pattern.compile(Pattern.quote(fraction) + "0*(?!\\d)").matcher(read).find()) {
          objections.add("the fraction " + fraction + " of " + place + " is lost: " + read);
        }
      }
    }
    return ClientResult.outcome(operation, cases, objections);
  }

  private String text(Operation operation, JsonNode body) {
    return result(operation, 200, JSON, body.toString()).toString();
  }

  /** The result of a call that gets this response. */
  private Object result(Operation operation, int status, String type, String body) {
    server.respond(status, type, body);
    return ClientResult.of(() -> client.call(operation));
  }

  private boolean isUnreadable(Object result) {
    return result instanceof RuntimeException thrown && client.isUnreadable(thrown);
  }

  @Override
  public void close() {
    server.close();
  }
}
