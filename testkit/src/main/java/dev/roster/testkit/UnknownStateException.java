package dev.roster.testkit;

import dev.roster.server.sandbox.state.UnknownNameException;

/** There is no state with this name; the message tells near names and all that there are. */
public final class UnknownStateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnknownStateException(UnknownNameException unknown) {
    super(unknown.getMessage(), null, false, true);
  }
}
