package dev.roster.server.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.util.Optional;
import java.util.Set;

/** One of the contracts: which requests are its own, who may pass, and how it speaks. */
public interface Door {
  /** Whether requests for the (decoded) path belong to this door. */
  boolean owns(String path);

  /** The route of the (decoded) path, empty if the contract has none. */
  Optional<Route.Match> route(String path);

  /**
   * Lets the request pass, after whatever has to be checked before a resource is called.
   *
   * @throws RefusalException if it may not pass
   */
  void admit(Exchange exchange, ContainerRequestContext request);

  /** Adds what every answer of this door carries. */
  void finish(Exchange exchange, ContainerResponseContext response);

  /** How this door answers a failure that no resource explained. */
  RefusalException explain(Throwable failure);

  /**
   * How this door answers a request that HTTP itself refuses, such as one with too long headers.
   */
  RefusalException explain(int status);

  /** How this door says that an answer of its own was about to break the contract. */
  default RefusalException explainBroken(String violation) {
    return explain(500);
  }

  /**
   * How this door answers who asks too often.
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

  /** How this door writes JSON. */
  ObjectMapper json();

  /** The media type of what this door says about failures. */
  default String failureType() {
    return "application/json";
  }
}
