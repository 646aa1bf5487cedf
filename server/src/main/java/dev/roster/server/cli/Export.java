package dev.roster.server.cli;

import dev.roster.server.db.Database;
import dev.roster.server.db.Migrations;
import dev.roster.server.transfer.Exporter;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code roster export}. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description =
        "Writes the directory as CSV files that 'roster import' reads. Tokens and keys are written"
            + " as hashes; mail that waits is left out.")
public final class Export implements Callable<Integer> {
  @Parameters(
      paramLabel = "DIR",
      description = "Folder for the CSV files; it must not hold any yet.")
  private Path folder;

  @Mixin private DatabaseOptions where;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (DatabaseOptions.Connected connected = where.connectToExisting();
        Database database = Database.openForTransfer(connected.url())) {
      Migrations.apply(database);
      long rows = new Exporter(database, new Terminal(out)).write(folder);
      out.printf(Locale.ROOT, "Exported %,d rows to %s.%n", rows, folder);
    }
    return 0;
  }
}
