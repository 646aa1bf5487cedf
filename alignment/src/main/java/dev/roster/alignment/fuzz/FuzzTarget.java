package dev.roster.alignment.fuzz;

import java.net.URI;
import java.util.Map;

/** A running server that is put into a state before each operation is fuzzed. */
public interface FuzzTarget extends AutoCloseable {
  URI uri();

  /**
   * Makes a state in which the operation can succeed, and returns its values. The value of a
   * parameter or member is found by its name in snake case; {@code token} and {@code key} are the
   * credentials.
   */
  Map<String, Object> state(FuzzOperation operation);

  @Override
  void close();
}
