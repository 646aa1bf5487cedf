package dev.roster.server.db;

import org.jspecify.annotations.Nullable;

/** The database does not answer; the message says which one and why, without credentials. */
public final class DatabaseUnreachable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DatabaseUnreachable(DatabaseUrl url, Throwable cause) {
    super("The database " + url + " cannot be reached: " + reason(cause), cause);
  }

  /** Only what the driver says: others repeat the address with its password. */
  private static String reason(Throwable failure) {
    @Nullable Throwable innermost = null;
    for (Throwable next = failure; next != null; next = next.getCause()) {
      if (next instanceof java.sql.SQLException) {
        innermost = next;
      }
    }
    if (innermost == null) {
      return "this is not an address that the driver of PostgreSQL understands.";
    }
    String message = innermost.getMessage();
    return message == null
        ? innermost.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }
}
