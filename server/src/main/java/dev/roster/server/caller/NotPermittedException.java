package dev.roster.server.caller;

/** The caller lacks the right; a door renders it as its contract says. */
public final class NotPermittedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotPermittedException() {
    super("not permitted", null, false, false);
  }
}
