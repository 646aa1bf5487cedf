package dev.roster.contract;

import au.com.dius.pact.consumer.dsl.DslPart;
import au.com.dius.pact.consumer.dsl.PactDslRequestWithPath;
import au.com.dius.pact.consumer.dsl.PactDslRequestWithoutPath;
import java.util.function.UnaryOperator;

/** A request of a consumer, with the headers that all requests of its contract have. */
public final class Asking {
  /** The client makes up a key for each call; states share no person, so one is enough here. */
  static final String KEY = "8e03978e-40d5-43dd-bc93-6894a57f9324";

  private static final String ANY_KEY = "[!#-~][!-~]{0,254}";

  private final PactDslRequestWithoutPath request;
  private final UnaryOperator<PactDslRequestWithPath> headers;

  /**
   * @param headers adds the headers of all requests
   */
  public Asking(PactDslRequestWithoutPath request, UnaryOperator<PactDslRequestWithPath> headers) {
    this.request = request;
    this.headers = headers;
  }

  /** Asks for a path. */
  public PactDslRequestWithPath get(String path) {
    return headers.apply(request.method("GET").path(path));
  }

  /**
   * @param expression the path with values of the state in it, as in {@code /x/${id}/}
   * @param example the path that the consumer's test asks for
   */
  PactDslRequestWithPath get(String expression, String example) {
    return headers.apply(request.method("GET").pathFromProviderState(expression, example));
  }

  PactDslRequestWithPath post(String path, DslPart body) {
    return underKey(posting(path)).body(body);
  }

  /** The same under the key that the state knows. */
  PactDslRequestWithPath postAgain(String path, DslPart body) {
    return posting(path)
        .headerFromProviderState("Idempotency-Key", "${idempotency_key}", KEY)
        .body(body);
  }

  /**
   * Posts nothing to a path of the state.
   *
   * @param expression the path with values of the state in it, as in {@code /x/${id}/}
   * @param example the path that the consumer's test asks for
   */
  public PactDslRequestWithPath post(String expression, String example) {
    return headers.apply(request.method("POST").pathFromProviderState(expression, example));
  }

  /** Posts nothing to a path. */
  public PactDslRequestWithPath post(String path) {
    return headers.apply(request.method("POST").path(path));
  }

  /** The request under a key that the consumer makes up. */
  public static PactDslRequestWithPath underKey(PactDslRequestWithPath request) {
    return request.matchHeader("Idempotency-Key", ANY_KEY, KEY);
  }

  private PactDslRequestWithPath posting(String path) {
    return headers
        .apply(request.method("POST").path(path))
        .matchHeader("Content-Type", "application/json(;.*)?", "application/json");
  }
}
