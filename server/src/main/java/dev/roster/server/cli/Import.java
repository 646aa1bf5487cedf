package dev.roster.server.cli;

import dev.roster.server.db.Database;
import dev.roster.server.db.Migrations;
import dev.roster.server.transfer.Importer;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code roster import}. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description =
        "Loads CSV files in one transaction: all rows, or none and the reasons. Works beside a"
            + " running server. docs/import-format.md describes the files.")
public final class Import implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "Folder with the CSV files.")
  private Path folder;

  @Mixin private DatabaseOptions where;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (!Files.isDirectory(folder)) {
      throw new ParameterException(spec.commandLine(), folder + " is not a folder.");
    }
    PrintWriter out = spec.commandLine().getOut();
    long begin = System.nanoTime();
    try (DatabaseOptions.Connected connected = where.connect();
        Database database = Database.openForTransfer(connected.url())) {
      Migrations.apply(database);
      long rows =
          new Importer(database, Clock.systemUTC(), new Terminal(out))
              .load(OperatorSession.operator(), folder);
      out.printf(
          Locale.ROOT, "Imported %,d rows in %.1f s.%n", rows, (System.nanoTime() - begin) / 1e9);
    }
    return 0;
  }
}
