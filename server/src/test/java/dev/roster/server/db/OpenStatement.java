package dev.roster.server.db;

/** Runs a {@link WriteStatement} in a transaction, so that a test can leave it open. */
public final class OpenStatement {
  private OpenStatement() {}

  public static WriteStatement.Result run(Transaction tx, WriteStatement statement) {
    return statement.run(tx);
  }
}
