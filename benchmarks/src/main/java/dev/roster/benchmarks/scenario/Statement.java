package dev.roster.benchmarks.scenario;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement that a server has to make for a request at least, for the floor of the data.
 *
 * @param sql with {@code ?} for parameters
 * @param parameters their texts, with variables
 */
public record Statement(String sql, @Nullable List<String> parameters) {

  /** The parameters; none if there are none. */
  public List<String> texts() {
    return parameters == null ? List.of() : parameters;
  }
}
