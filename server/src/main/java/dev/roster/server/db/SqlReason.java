package dev.roster.server.db;

import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.TimeZone;

/** The reason that the database gives for a failure, in one line without SQL and credentials. */
public final class SqlReason {
  private static final String INVALID_PARAMETER = "22023";
  private static final String REJECTED = "08004";
  private static final String DUPLICATE_STATEMENT = "42P05";
  private static final String UNKNOWN_STATEMENT = "26000";

  private SqlReason() {}

  /** The innermost SQL failure: those around it may repeat the address with its password. */
  static Optional<SQLException> root(Throwable failure) {
    Optional<SQLException> innermost = Optional.empty();
    for (Throwable next = failure; next != null; next = next.getCause()) {
      if (next instanceof SQLException sql) {
        innermost = Optional.of(sql);
      }
    }
    return innermost;
  }

  /** The SQLSTATE of a failure of the database; empty for any other. */
  public static Optional<String> state(Throwable failure) {
    return root(failure).map(SQLException::getSQLState);
  }

  /** One line for a log or a terminal, with what to do where that is known. */
  public static String of(Throwable failure) {
    return root(failure).map(SqlReason::line).orElseGet(failure::toString);
  }

  /**
   * Reports whether the database refuses a session because it does not know the time zone of this
   * process. The state alone is also that of a wrong argument of a function, which is a bug.
   */
  public static boolean isUnknownTimeZone(Throwable failure) {
    return failure instanceof SQLException sql
        && INVALID_PARAMETER.equals(sql.getSQLState())
        // the name of the setting, in every language of the server
        && String.valueOf(sql.getMessage()).contains("TimeZone");
  }

  /**
   * Reports whether the database asked for a password and the URL has none; waiting does not help.
   */
  static boolean isMissingPassword(Throwable failure) {
    return root(failure)
        .filter(refused -> REJECTED.equals(refused.getSQLState()))
        .filter(refused -> String.valueOf(refused.getMessage()).contains("password"))
        .isPresent();
  }

  private static String line(SQLException failure) {
    String message = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    String state = String.valueOf(failure.getSQLState());
    if (failure.getCause() instanceof UnknownHostException unknown) {
      // the driver takes a user and a password before an @ for a part of the host
      String host = String.valueOf(unknown.getMessage());
      return "the host " + host.substring(host.lastIndexOf('@') + 1) + " is unknown.";
    }
    if (isUnknownTimeZone(failure)) {
      return "it does not know the time zone "
          + TimeZone.getDefault().getID()
          + " of this Java; start it with -Duser.timezone=UTC.";
    }
    if (message.contains("unsupported startup parameter")) {
      return message + "; see Poolers in docs/database.md.";
    }
    if (state.equals(DUPLICATE_STATEMENT) || state.equals(UNKNOWN_STATEMENT)) {
      return message
          + " (a pooler in transaction mode? Add prepareThreshold=0 to the database URL, see"
          + " docs/database.md.)";
    }
    return message;
  }
}
