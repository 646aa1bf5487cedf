package dev.roster.server.db;

/** The database does not answer; the message says which one and why, without credentials. */
public final class DatabaseUnreachable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DatabaseUnreachable(DatabaseUrl url, Throwable cause) {
    super("The database " + url + " cannot be reached: " + reason(cause), cause);
  }

  private static String reason(Throwable failure) {
    Throwable innermost = failure;
    for (Throwable next = failure.getCause(); next != null; next = next.getCause()) {
      if (next instanceof java.sql.SQLException) {
        innermost = next;
      }
    }
    String message = innermost.getMessage();
    return message == null
        ? innermost.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }
}
