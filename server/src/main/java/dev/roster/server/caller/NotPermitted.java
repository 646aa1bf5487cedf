package dev.roster.server.caller;

/** The caller lacks the right; a door answers it as its contract says. */
public final class NotPermitted extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotPermitted() {
    super("not permitted", null, false, false);
  }
}
