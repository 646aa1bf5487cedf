package dev.roster.drills.fault;

import dev.roster.drills.cluster.DrillException;
import dev.roster.drills.cluster.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Others take every connection that PostgreSQL has, those of the replicas included. */
final class ConnectionsExhausted implements Fault {
  static final int CONNECTIONS = 40;

  private static final String OF_REPLICAS =
      " FROM pg_stat_activity WHERE application_name LIKE 'roster-%'";

  /** Sessions reappear while others take their places; each round leaves fewer. */
  private static final int ROUNDS = 50;

  private final PostgresServer postgres;
  private final List<Connection> taken = new ArrayList<>();
  private boolean exhausted;

  ConnectionsExhausted(PostgresServer postgres) {
    this.postgres = postgres;
  }

  @Override
  public void inject() {
    postgres.execute("CREATE ROLE stranger LOGIN");
    takeAll();
    for (int round = 0; round < ROUNDS && left() > 0; round++) {
      postgres.execute("SELECT pg_terminate_backend(pid)" + OF_REPLICAS);
      takeAll();
    }
    exhausted = left() == 0;
  }

  private long left() {
    return postgres.number("SELECT count(*)" + OF_REPLICAS);
  }

  private void takeAll() {
    while (taken.size() < CONNECTIONS) {
      try {
        taken.add(postgres.connect("stranger", "roster"));
      } catch (SQLException full) {
        return;
      }
    }
  }

  @Override
  public void lift() {
    try {
      for (Connection connection : taken) {
        connection.close();
      }
    } catch (SQLException failure) {
      throw new DrillException("a connection cannot be closed", failure);
    }
    taken.clear();
  }

  @Override
  public boolean wasHit() {
    return exhausted && refused() > 0;
  }

  @Override
  public String evidence() {
    return "no session of a replica was left, and PostgreSQL refused " + refused() + " connections";
  }

  private long refused() {
    return postgres.logLines("remaining connection slots") + postgres.logLines("too many clients");
  }

  @Override
  public void close() {
    lift();
  }
}
