package dev.roster.drills.fault;

import dev.roster.drills.cluster.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;

/** PostgreSQL stops at once, as in a crash, and is started again. */
final class DatabaseStop implements Fault {
  private final PostgresServer postgres;
  private String refusal = "";

  DatabaseStop(PostgresServer postgres) {
    this.postgres = postgres;
  }

  @Override
  public void inject() {
    postgres.stop("immediate");
    try (Connection connection = postgres.connect()) {
      refusal = connection.isClosed() ? refusal : "";
    } catch (SQLException refused) {
      refusal = String.valueOf(refused.getMessage());
    }
  }

  @Override
  public void lift() {
    postgres.start();
  }

  @Override
  public boolean wasHit() {
    return refusal.contains("refused") && postgres.logLines("not properly shut down") > 0;
  }

  @Override
  public String evidence() {
    return "a connection was refused, and PostgreSQL recovered from a crash";
  }
}
