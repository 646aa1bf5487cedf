package dev.roster.server.db;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;

/** Brings the schema of a database up to this version of Roster. */
public final class Migrations {
  /**
   * Not Flyway's default, which belongs to the application that Roster runs in, for example in its
   * tests.
   */
  private static final String LOCATION = "classpath:dev/roster/server/db/migration";

  private Migrations() {}

  /** Applies the missing migrations; returns how many there were. */
  public static int apply(Database database) {
    MigrateResult result = flyway(database).migrate();
    return result.migrationsExecuted;
  }

  /** Configured here and nowhere else: not by callbacks, files or variables of an application. */
  private static Flyway flyway(Database database) {
    return Flyway.configure(Migrations.class.getClassLoader())
        .dataSource(database.dataSource())
        .locations(LOCATION)
        .callbackLocations(LOCATION)
        .failOnMissingLocations(true)
        .load();
  }
}
