package dev.roster.testkit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All states by name. Names and the values that states hand out stand in pacts, also in those of
 * others, so they are added to and never changed.
 */
final class States {
  private static final Map<String, State> BY_NAME = new LinkedHashMap<>();

  static {
    CoolsetStates.addTo(BY_NAME);
    CompleatStates.addTo(BY_NAME);
  }

  private States() {}

  static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }

  static State named(String name) {
    State state = BY_NAME.get(name);
    if (state == null) {
      throw new UnknownState(name, names());
    }
    return state;
  }
}
