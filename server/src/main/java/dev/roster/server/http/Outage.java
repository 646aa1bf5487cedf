package dev.roster.server.http;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/** Tells a database that is away, which may be back in a moment, from a bug. */
public final class Outage {
  private Outage() {}

  /** Whether the failure means that the database cannot be reached or has no connection left. */
  public static boolean isOne(Throwable failure) {
    for (Throwable next = failure; next != null; next = next.getCause()) {
      if (next instanceof SQLTransientConnectionException
          || next instanceof SQLException sql
              && sql.getSQLState() != null
              && (sql.getSQLState().startsWith("08") || sql.getSQLState().startsWith("57P"))) {
        return true;
      }
    }
    return false;
  }
}
