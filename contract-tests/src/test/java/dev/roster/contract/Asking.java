package dev.roster.contract;

import au.com.dius.pact.consumer.dsl.DslPart;
import au.com.dius.pact.consumer.dsl.PactDslRequestWithPath;
import au.com.dius.pact.consumer.dsl.PactDslRequestWithoutPath;
import java.util.function.UnaryOperator;

/** A request of a consumer, with the headers that all requests of its contract have. */
final class Asking {
  /** The client makes up a key for each call; states share no person, so one is enough here. */
  static final String KEY = "8e03978e-40d5-43dd-bc93-6894a57f9324";

  private final PactDslRequestWithoutPath request;
  private final UnaryOperator<PactDslRequestWithPath> headers;

  Asking(PactDslRequestWithoutPath request, UnaryOperator<PactDslRequestWithPath> headers) {
    this.request = request;
    this.headers = headers;
  }

  PactDslRequestWithPath get(String path) {
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
    return posting(path).matchHeader("Idempotency-Key", "[!#-~][!-~]{0,254}", KEY).body(body);
  }

  /** The same under the key that the state knows. */
  PactDslRequestWithPath postAgain(String path, DslPart body) {
    return posting(path)
        .headerFromProviderState("Idempotency-Key", "${idempotency_key}", KEY)
        .body(body);
  }

  private PactDslRequestWithPath posting(String path) {
    return headers
        .apply(request.method("POST").path(path))
        .matchHeader("Content-Type", "application/json(;.*)?", "application/json");
  }
}
