package dev.roster.server.caller;

/**
 * An operator: the person who runs the {@code roster} command with access to the database.
 * Operators may do everything that a command offers; no request of a door ever has this caller.
 *
 * @param name the account of the operating system, for people who ask who did it
 */
public record OperatorCaller(String name) implements Caller {
  @Override
  public CallOrigin callOrigin() {
    return CallOrigin.terminal();
  }
}
