package dev.roster.server.db;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.util.Set;

/**
 * Which connections the pool drops beyond those that broke: a session stays read-only after the
 * database has become writable or belongs to the old primary after a failover, its transaction was
 * ended for its age, or a pooler has mixed up its prepared statements.
 */
final class StaleConnections implements SQLExceptionOverride {
  private static final Set<String> STATES = Set.of("25006", "25P03", "25P04", "26000", "42P05");

  @java.lang.Override
  public Override adjudicate(SQLException failure) {
    for (SQLException next = failure; next != null; next = next.getNextException()) {
      if (next.getSQLState() != null && STATES.contains(next.getSQLState())) {
        return Override.MUST_EVICT;
      }
    }
    return Override.CONTINUE_EVICT;
  }
}
