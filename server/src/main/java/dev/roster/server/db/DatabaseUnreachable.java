package dev.roster.server.db;

/** The database does not answer; the message says which one and why, without credentials. */
public final class DatabaseUnreachable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DatabaseUnreachable(DatabaseUrl url, Throwable cause) {
    super("The database " + url + " cannot be reached: " + reason(cause), cause);
  }

  private static String reason(Throwable failure) {
    return SqlReason.root(failure).isEmpty()
        ? "this is not an address that the driver of PostgreSQL understands."
        : SqlReason.of(failure);
  }
}
