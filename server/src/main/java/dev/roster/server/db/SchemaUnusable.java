package dev.roster.server.db;

/** Roster cannot work in the schema of a database; the message says why and what to do. */
public final class SchemaUnusable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SchemaUnusable(DatabaseUrl url, String reason) {
    super("The database " + url + " cannot be used: " + reason);
  }

  SchemaUnusable(DatabaseUrl url, String reason, Throwable cause) {
    super("The database " + url + " cannot be used: " + reason, cause);
  }
}
