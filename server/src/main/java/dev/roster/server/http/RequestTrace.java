package dev.roster.server.http;

import java.util.Optional;

/** The trace of one request. Used by the thread of the request alone. */
@FunctionalInterface
public interface RequestTrace {
  /** No trace. */
  RequestTrace NONE = Optional::empty;

  /** The span that the log names in events of the request. */
  Optional<TraceContext> context();

  /** Ends it, without waiting and without a failure. */
  default void end(CompletedRequest request) {}
}
