package dev.roster.server.db;

import dev.roster.server.failure.UserErrorException;

/** Roster cannot work in the schema of a database; the message says why and what to do. */
public final class SchemaUnusableException extends UserErrorException {
  private static final long serialVersionUID = 1L;

  SchemaUnusableException(DatabaseUrl url, String reason) {
    super("The database " + url + " cannot be used: " + reason);
  }

  SchemaUnusableException(DatabaseUrl url, String reason, Throwable cause) {
    super("The database " + url + " cannot be used: " + reason, cause);
  }
}
