package dev.roster.server.sandbox.state;

import dev.roster.server.failure.UserErrorException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The parameters of a state. One that the state does not read is refused. */
final class Parameters {
  private final String state;
  private final Map<String, String> left = new HashMap<>();

  private Parameters(String state) {
    this.state = state;
  }

  static Parameters of(String state, Map<String, ?> parameters) {
    Parameters all = new Parameters(state);
    parameters.forEach((name, value) -> all.left.put(name, String.valueOf(value)));
    return all;
  }

  /** The role with this parameter's name, or the other one if the parameter is not given. */
  Role role(String name, Role otherwise) {
    String given = left.remove(name);
    if (given == null) {
      return otherwise;
    }
    try {
      return Role.valueOf(given);
    } catch (IllegalArgumentException unknown) {
      throw new UserErrorException(
          "The state \"%s\" knows no %s \"%s\", but %s."
              .formatted(state, name, given, Arrays.toString(Role.values())),
          unknown);
    }
  }

  /** The value of this parameter, which must be one of these, or the first if it is not given. */
  String oneOf(String name, List<String> values) {
    String given = left.remove(name);
    if (given != null && !values.contains(given)) {
      throw new UserErrorException(
          "The state \"" + state + "\" knows no " + name + " \"" + given + "\".");
    }
    return given == null ? values.getFirst() : given;
  }

  void requireNoMore() {
    if (!left.isEmpty()) {
      throw new UserErrorException(
          "The state \"" + state + "\" knows no parameter " + new TreeSet<>(left.keySet()) + ".");
    }
  }
}
