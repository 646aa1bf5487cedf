package dev.roster.server.sandbox.state;

import dev.roster.server.failure.UserErrorException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All states by name. Names and the values that states hand out stand in pacts, also in those of
 * others, so they are added to and never changed.
 */
public final class States {
  private static final Map<String, StateDefinition> BY_NAME = new LinkedHashMap<>();

  static {
    CoolsetStates.addTo(BY_NAME);
    CompleatStates.addTo(BY_NAME);
    SharedStates.addTo(BY_NAME);
    SelectionStates.addTo(BY_NAME);
    ConsoleStates.addTo(BY_NAME);
  }

  private States() {}

  public static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }

  /**
   * The rows of a state.
   *
   * @param parameters what the state may be told, such as the role of the caller
   * @param now the time by which the state is made
   * @throws UnknownNameException if there is no such state
   * @throws UserErrorException if the state knows no such parameter, or not this value
   */
  public static StateFixture draw(String name, Map<String, ?> parameters, Instant now) {
    StateDefinition state = BY_NAME.get(name);
    if (state == null) {
      throw new UnknownNameException("state", name, names());
    }
    StateFixture fixture = new StateFixture(now);
    StateParameters given = StateParameters.of(name, parameters);
    state.fill(fixture, given);
    given.requireNoMore();
    return fixture;
  }
}
