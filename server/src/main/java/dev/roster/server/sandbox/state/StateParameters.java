package dev.roster.server.sandbox.state;

import dev.roster.server.failure.UserErrorException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The parameters of a state. One that the state does not read is refused. */
final class StateParameters {
  private final String state;
  private final Map<String, String> left = new HashMap<>();

  private StateParameters(String state) {
    this.state = state;
  }

  static StateParameters of(String state, Map<String, ?> parameters) {
    StateParameters all = new StateParameters(state);
    parameters.forEach((name, value) -> all.left.put(name, String.valueOf(value)));
    return all;
  }

  /** The role with this parameter's name, or the other one if the parameter is not given. */
  PredefinedAuthGroup role(String name, PredefinedAuthGroup otherwise) {
    String given = left.remove(name);
    if (given == null) {
      return otherwise;
    }
    try {
      return PredefinedAuthGroup.valueOf(given);
    } catch (IllegalArgumentException unknown) {
      throw new UserErrorException(
          "The state \"%s\" knows no %s \"%s\", but %s."
              .formatted(state, name, given, Arrays.toString(PredefinedAuthGroup.values())),
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
