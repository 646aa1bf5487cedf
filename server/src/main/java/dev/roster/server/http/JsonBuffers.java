package dev.roster.server.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;

/**
 * Makes factories of JSON whose buffers go from request to request. Jackson would keep them for
 * each thread, and a virtual thread serves one request.
 */
public final class JsonBuffers {
  private JsonBuffers() {}

  /** A factory that takes its buffers from those that all share. */
  public static JsonFactory factory() {
    return JsonFactory.builder()
        .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
        .build();
  }
}
