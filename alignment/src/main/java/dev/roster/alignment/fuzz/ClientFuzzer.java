package dev.roster.alignment.fuzz;

import dev.roster.alignment.check.Difference;
import dev.roster.openapi.Operation;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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

    /** The properties with the entries of a list, without which a response cannot be read. */
    default Set<String> listProperties() {
      return Set.of();
    }
  }

  /** The outcome for one operation. */
  public record Outcome(int cases, List<Difference> differences) {}

  private static final String JSON = "application/json";

  private static final Object NOTHING =
      new Object() {
        @Override
        public String toString() {
          return "nothing";
        }
      };

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
    if (isFailure(plain)) {
      objections.add("the documented response is not read: " + plain);
    }
    String own = operation.method() + " " + operation.path().replaceAll("\\{[^}]+}", "[^/]+");
    if (!server.asked().matches(own)) {
      objections.add("the call requests " + server.asked());
    }
    Map<String, Object> results = results(operation, bodies);
    results.forEach((about, result) -> objection(about, bodies, result).ifPresent(objections::add));
    if (!plain.equals(results.get(ResponseBodies.UNKNOWN_MEMBERS))) {
      objections.add("unknown members change what is read");
    }
    return outcome(operation, results.size() + 1, objections);
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
    return isFailure(result) ? Optional.of(about + " is not read: " + result) : Optional.empty();
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
        if (!(result instanceof RuntimeException thrown && client.isRefusal(thrown, status))) {
          objections.add("%d %.20s gave %s".formatted(status, body, result));
        }
      }
    }
    return outcome(operation, cases, objections);
  }

  /** The result of a call that gets this response: a value, nothing, or the exception thrown. */
  private Object result(Operation operation, int status, String type, String body) {
    server.respond(status, type, body);
    try {
      Object read = client.call(operation);
      return read == null ? NOTHING : read;
    } catch (RuntimeException thrown) {
      return thrown;
    }
  }

  private static boolean isFailure(Object result) {
    return result instanceof RuntimeException || result == NOTHING;
  }

  private boolean isUnreadable(Object result) {
    return result instanceof RuntimeException thrown && client.isUnreadable(thrown);
  }

  private static Outcome outcome(Operation operation, int cases, List<String> objections) {
    return new Outcome(cases, ClientDifferences.of(operation, objections));
  }

  @Override
  public void close() {
    server.close();
  }
}
