package dev.roster.server.cli;

import dev.roster.server.db.Database;
import dev.roster.server.db.Migrations;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code roster migrate}. */
@Command(
    name = "migrate",
    mixinStandardHelpOptions = true,
    description =
        "Migrates the schema of the database to this version. 'roster serve' does so by itself.")
public final class MigrateCommand implements Callable<Integer> {
  @Mixin private DatabaseOptions database;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try (DatabaseOptions.Connected connected = database.connect();
        Database database = Database.openForTransfer(connected.url())) {
      int applied = Migrations.apply(database);
      spec.commandLine()
          .getOut()
          .println(
              applied == 0
                  ? "The schema is up to date."
                  : "Applied " + applied + (applied == 1 ? " migration." : " migrations."));
    }
    return 0;
  }
}
