package dev.roster.server.console;

import dev.roster.console.model.InvitationState;
import dev.roster.server.http.Exchange;
import dev.roster.server.http.PercentDecoder;
import dev.roster.server.http.RefusalException;
import dev.roster.server.invitation.InvitationEntry;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The query of a request: of each parameter the last value; one without is as if not sent. */
final class ConsoleQuery {
  private static final int USUAL_LIMIT = 25;
  private static final int MOST = 100;

  private final Map<String, String> parameters;

  private ConsoleQuery(Map<String, String> parameters) {
    this.parameters = parameters;
  }

  /** The query of the exchange that this thread works on. */
  static ConsoleQuery current() {
    return parse(Exchange.current().rawQuery().orElse(""));
  }

  static ConsoleQuery parse(String raw) {
    Map<String, String> parameters = new HashMap<>();
    for (String pair : raw.split("&")) {
      String[] parts = pair.split("=", 2);
      parameters.put(decode(parts[0]), parts.length == 2 ? decode(parts[1]) : "");
    }
    parameters.values().removeIf(String::isEmpty);
    return new ConsoleQuery(parameters);
  }

  private static String decode(String text) {
    return PercentDecoder.decode(text.replace('+', ' '));
  }

  /**
   * The size of a page.
   *
   * @throws RefusalException unless it is one
   */
  int limit() {
    return value("limit").map(ConsoleQuery::limit).orElse(USUAL_LIMIT);
  }

  private static int limit(String text) {
    if (!text.matches("[0-9]{1,3}")
        || Integer.parseInt(text) < 1
        || Integer.parseInt(text) > MOST) {
      throw ConsoleErrors.badRequest("The limit must be a whole number from 1 to " + MOST + ".");
    }
    return Integer.parseInt(text);
  }

  /** The place where the page begins; empty for the first page. */
  Optional<String> cursor() {
    return value("cursor");
  }

  /**
   * The state that is asked for; empty for every state.
   *
   * @throws RefusalException unless it is one
   */
  Optional<InvitationEntry.State> state() {
    return value("state").map(ConsoleQuery::state);
  }

  private static InvitationEntry.State state(String text) {
    if (InvitationState.of(text).known() == InvitationState.Known.UNKNOWN) {
      throw ConsoleErrors.badRequest(
          "The state must be one of pending, accepted, declined, revoked and expired.");
    }
    return InvitationEntry.State.valueOf(text.toUpperCase(Locale.ROOT));
  }

  private Optional<String> value(String name) {
    return Optional.ofNullable(parameters.get(name));
  }
}
