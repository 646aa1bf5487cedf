package dev.roster.server.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.util.Optional;
import java.util.Set;

/** A contract of the server: its paths, its admission of requests, and the format of its errors. */
public interface Door {
  /** The name of the contract in logs and metrics. */
  String name();

  /** Reports whether requests for the (decoded) path belong to this door. */
  boolean owns(String path);

  /** The route of the (decoded) path, empty if the contract has none. */
  Optional<Route.Match> route(String path);

  /**
   * Admits the request, after all checks that come before a resource.
   *
   * @throws RefusalException if it may not pass
   */
  void admit(Exchange exchange, ContainerRequestContext request);

  /** Adds the headers of every response of this door. */
  void finish(Exchange exchange, ContainerResponseContext response);

  /** The refusal for a failure that only this contract knows; empty for any other. */
  default Optional<RefusalException> explain(Throwable failure) {
    return Optional.empty();
  }

  /** The refusal of a request by HTTP itself, such as one with too long headers. */
  RefusalException explain(int status);

  /** The page in place of a refusal, for a person; empty where all senders get the same. */
  default Optional<RefusalPage> page(Visitor visitor, int status) {
    return Optional.empty();
  }

  /** The refusal in place of a response that would violate the contract. */
  default RefusalException explainBroken(String violation) {
    return explain(500);
  }

  /** The seconds that {@code Retry-After} asks for while the server cannot work on requests. */
  default int secondsOfOutage() {
    return 1;
  }

  /** The refusal of a request that the server cannot work on now. */
  default RefusalException unavailable() {
    return explain(503).with("Retry-After", Integer.toString(secondsOfOutage()));
  }

  /**
   * The refusal of a caller beyond the rate limit.
   *
   * @param seconds until the next request may come
   */
  default RefusalException throttled(long seconds) {
    return explain(429).with("Retry-After", Long.toString(seconds));
  }

  /** The operationIds of the contract. */
  default Set<String> operationIds() {
    return Set.of();
  }

  /** The JSON dialect of this door. */
  ObjectMapper json();

  /** The media type of the door's errors. */
  default String failureType() {
    return "application/json";
  }
}
