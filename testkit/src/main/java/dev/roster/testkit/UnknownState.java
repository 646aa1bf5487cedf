package dev.roster.testkit;

import java.util.Collection;

/** There is no state with this name; the message tells the names that there are. */
public final class UnknownState extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnknownState(String name, Collection<String> known) {
    super(
        "There is no state \"" + name + "\". Known states:\n  " + String.join("\n  ", known),
        null,
        false,
        true);
  }
}
