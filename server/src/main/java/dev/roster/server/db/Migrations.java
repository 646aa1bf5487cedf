package dev.roster.server.db;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;

/** Brings the schema of a database up to this version of Roster. */
public final class Migrations {
  private Migrations() {}

  /** Applies the missing migrations; returns how many there were. */
  public static int apply(Database database) {
    MigrateResult result =
        Flyway.configure()
            .dataSource(database.dataSource())
            .locations("classpath:db/migration")
            .load()
            .migrate();
    return result.migrationsExecuted;
  }
}
