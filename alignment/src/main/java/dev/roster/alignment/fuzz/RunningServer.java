package dev.roster.alignment.fuzz;

import dev.roster.openapi.Operation;
import java.net.URI;
import java.util.Map;

/** A server that is neither started nor changed, nor stopped by the fuzzer. */
record RunningServer(URI uri, Map<String, Object> values) implements FuzzTarget {
  @Override
  public Map<String, Object> state(Operation operation) {
    return values;
  }

  @Override
  public void close() {}
}
