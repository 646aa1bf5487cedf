package dev.roster.server.http;

import dev.roster.server.db.SqlReason;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;

/** Recognises transient database failures: unreachable, no free connection, lock timeout. */
public final class DatabaseOutages {
  /**
   * Broken connections, lost races, missing resources, an administrator's or a timeout's hand, and
   * what the machine of the database cannot do. docs/database.md lists them.
   */
  private static final Set<String> CLASSES = Set.of("08", "40", "53", "57", "58");

  /**
   * A read-only database (a standby, a switch-over), a transaction that the server ended for its
   * age, a lock not to be had in time, a database or a password that was changed under the server,
   * a person who was erased meanwhile.
   */
  private static final Set<String> STATES =
      Set.of("23503", "25006", "25P03", "25P04", "55P03", "3D000", "28000", "28P01");

  /** Rights, tables and poolers: nothing to wait for and no bug, an operator has to act. */
  private static final Set<String> SETUP = Set.of("42501", "42P01", "3F000", "26000", "42P05");

  /** A kind of failure of the database. */
  public enum Kind {
    /** It cannot be used now; this passes. */
    OUTAGE,
    /** Its operator has to act. */
    SETUP
  }

  private DatabaseOutages() {}

  /** The kind of a failure; empty if the database is not to blame. */
  static Optional<Kind> kind(Throwable failure) {
    if (isOutage(failure)) {
      return Optional.of(Kind.OUTAGE);
    }
    return isOfSetup(failure) ? Optional.of(Kind.SETUP) : Optional.empty();
  }

  /**
   * Reports whether the failure means that the database cannot be reached, has no connection left,
   * takes no writes or is locked where the request has to write.
   */
  public static boolean isOutage(Throwable failure) {
    for (Throwable next = failure; next != null; next = next.getCause()) {
      if (next instanceof SQLTransientConnectionException || isPassing(state(next))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPassing(String state) {
    return state.length() == 5 && CLASSES.contains(state.substring(0, 2)) || STATES.contains(state);
  }

  /**
   * Reports whether rights, tables, connections or the time zone of this process were changed to
   * something that Roster cannot use.
   */
  public static boolean isOfSetup(Throwable failure) {
    for (Throwable next = failure; next != null; next = next.getCause()) {
      if (SETUP.contains(state(next)) || SqlReason.isUnknownTimeZone(next)) {
        return true;
      }
    }
    return false;
  }

  private static String state(Throwable failure) {
    return failure instanceof SQLException sql && sql.getSQLState() != null
        ? sql.getSQLState()
        : "";
  }
}
