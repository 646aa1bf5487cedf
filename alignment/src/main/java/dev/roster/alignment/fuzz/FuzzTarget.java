package dev.roster.alignment.fuzz;

import dev.roster.openapi.Operation;
import java.net.URI;
import java.util.Map;

/** A running server that is put into a state before each operation is fuzzed. */
public interface FuzzTarget extends AutoCloseable {
  /** The base URL, which the paths of the document are below. */
  URI uri();

  /**
   * Makes a state in which the operation can succeed, and returns its values. The value of a
   * parameter or member is found by its name in snake case, or by {@code thing_id} for the {@code
   * id} in {@code /things/{id}}. A credential is found by the name of its security scheme, else by
   * {@code token} for schemes of type {@code http} and {@code key} for those of type {@code
   * apiKey}.
   */
  Map<String, Object> state(Operation operation);

  @Override
  void close();

  /**
   * A server that is already running and has the same values for every operation.
   *
   * @param values credentials and identifiers, as {@link #state} returns them
   */
  static FuzzTarget at(URI baseUrl, Map<String, Object> values) {
    return new RunningServer(baseUrl, Map.copyOf(values));
  }
}
