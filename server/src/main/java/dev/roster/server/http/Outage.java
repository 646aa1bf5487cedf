package dev.roster.server.http;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/** Tells a database that is away or busy, which may pass in a moment, from a bug. */
public final class Outage {
  /** A lock was not to be had within the time that a request may wait for it. */
  private static final String LOCKED = "55P03";

  private Outage() {}

  /**
   * Whether the failure means that the database cannot be reached, has no connection left or is
   * locked where the request has to write.
   */
  public static boolean isOne(Throwable failure) {
    for (Throwable next = failure; next != null; next = next.getCause()) {
      if (next instanceof SQLTransientConnectionException
          || next instanceof SQLException sql
              && sql.getSQLState() != null
              && (sql.getSQLState().startsWith("08")
                  || sql.getSQLState().startsWith("57P")
                  || sql.getSQLState().equals(LOCKED))) {
        return true;
      }
    }
    return false;
  }
}
