package dev.roster.testkit;

import dev.roster.server.sandbox.state.UnknownName;

/** There is no state with this name; the message tells near names and all that there are. */
public final class UnknownState extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnknownState(UnknownName unknown) {
    super(unknown.getMessage(), null, false, true);
  }
}
