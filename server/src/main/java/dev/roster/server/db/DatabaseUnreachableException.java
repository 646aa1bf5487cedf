package dev.roster.server.db;

import dev.roster.server.failure.UserErrorException;
import java.sql.SQLException;
import java.util.Map;

/** The database does not answer; the message says which one and why, without credentials. */
public final class DatabaseUnreachableException extends UserErrorException {
  private static final long serialVersionUID = 1L;

  /** The settings of a role or database that end a session, by SQLSTATE. */
  private static final Map<String, String> TIMEOUTS =
      Map.of(
          "57014", "statement_timeout",
          "25P03", "idle_in_transaction_session_timeout",
          "25P04", "transaction_timeout",
          "57P05", "idle_session_timeout");

  DatabaseUnreachableException(DatabaseUrl url, Throwable cause) {
    super("The database " + url + " " + told(cause), cause);
  }

  private static String told(Throwable cause) {
    if (SqlReason.isMissingPassword(cause)) {
      return "asks for a password, and its URL has none: put it there, as"
          + " postgresql://user:password@host/database. The PostgreSQL that a 'roster serve'"
          + " started itself is reached by its folder, with --data-dir.";
    }
    return SqlReason.root(cause)
        .map(SQLException::getSQLState)
        .map(TIMEOUTS::get)
        .map(setting -> cutOff(setting, cause))
        .orElseGet(() -> "cannot be reached: " + reason(cause));
  }

  private static String cutOff(String setting, Throwable cause) {
    return "was reached, but ended the first statements of a session ("
        + SqlReason.of(cause)
        + "). The "
        + setting
        + " of the role or the database is too short for them: raise it, for example by ALTER ROLE"
        + " ... SET "
        + setting
        + " = '20s'.";
  }

  private static String reason(Throwable failure) {
    return SqlReason.root(failure).isEmpty()
        ? "this is not an address that the driver of PostgreSQL understands."
        : SqlReason.of(failure);
  }
}
