package dev.roster.alignment.journey;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.openapi.Operation;
import dev.roster.openapi.ResponseMessage;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** A running server that journeys go through. */
public interface JourneyTarget {
  /**
   * A value of a call.
   *
   * @param in one of {@code path}, {@code query} and {@code header}
   */
  record Argument(String in, String name, String value) {}

  /**
   * Brings the server into a named state, which no other journey sees, and returns its values.
   *
   * @param parameters what the state is told
   */
  Map<String, Object> state(String name, Map<String, String> parameters);

  /** The URL that links of responses must begin with, without a trailing slash. */
  URI baseUrl();

  /**
   * Makes a call, credentials among its headers, and returns the response, whatever its status.
   *
   * @param body the JSON that is sent, if any is; a text is sent as it is
   * @throws IOException if there is no response
   */
  ResponseMessage call(Operation operation, List<Argument> arguments, Optional<JsonNode> body)
      throws IOException;

  /**
   * A server that is called by HTTP.
   *
   * @param states brings it into a named state, with what that is told, and returns its values
   */
  static JourneyTarget http(
      URI baseUrl, BiFunction<String, Map<String, String>, Map<String, Object>> states) {
    return new HttpTarget(baseUrl, states);
  }
}
