package dev.roster.server.http;

import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;

/** Follows requests through the server. Safe for use by many threads. */
@FunctionalInterface
public interface RequestTracer {
  /** Makes no spans, and gives the log the trace that the caller names. */
  RequestTracer OF_CALLERS =
      (exchange, headers) -> {
        Optional<TraceContext> caller = TraceContext.of(headers);
        return caller.isEmpty() ? RequestTrace.NONE : () -> caller;
      };

  /** Begins to follow a request on its thread. */
  RequestTrace begin(Exchange exchange, HttpFields headers);
}
