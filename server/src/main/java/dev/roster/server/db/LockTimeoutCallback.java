package dev.roster.server.db;

import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/**
 * Begins each migration that is a transaction with the short lock timeout. One that builds an index
 * concurrently lifts it, since its wait holds nobody up, and the next migration must not inherit
 * that.
 */
final class LockTimeoutCallback extends BaseCallback {
  @Override
  public boolean supports(Event event, Context context) {
    return event == Event.BEFORE_EACH_MIGRATE;
  }

  @Override
  public void handle(Event event, Context context) {
    try (Statement sql = context.getConnection().createStatement()) {
      sql.execute("SET LOCAL lock_timeout = " + SessionSettings.MIGRATION.lock().toMillis());
    } catch (SQLException failure) {
      throw new FlywayException("The lock timeout cannot be set", failure);
    }
  }
}
