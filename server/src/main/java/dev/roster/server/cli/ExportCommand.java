package dev.roster.server.cli;

import dev.roster.server.db.Database;
import dev.roster.server.db.Migrations;
import dev.roster.server.transfer.Exporter;
import dev.roster.server.transfer.ImportProblem;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
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
        "Writes the directory as CSV files that 'roster import' reads. Tokens and keys are"
            + " written as hashes; mail that waits is left out. Rows older than a rule, which an"
            + " import would refuse, are named.")
public final class ExportCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "DIR",
      description = "Folder for the CSV files; it must not hold any yet.")
  private Path folder;

  @Mixin private DatabaseOptions database;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (DatabaseOptions.Connected connected = database.connectToExisting();
        Database database = Database.openForTransfer(connected.url())) {
      Migrations.apply(database);
      Exporter.Exported done = new Exporter(database, new TerminalProgress(out)).write(folder);
      out.printf(
          Locale.ROOT, "Exported %,d rows to %s.%n", done.rows(), Printable.of(folder.toString()));
      warn(done.refused());
    }
    return 0;
  }

  /** The export is whole all the same, and can be mended in the directory or in its files. */
  private void warn(List<ImportProblem> refused) {
    if (refused.isEmpty()) {
      return;
    }
    PrintWriter err = spec.commandLine().getErr();
    err.println(
        "'roster import' would refuse these rows until they are mended (docs/import-format.md"
            + " tells how):");
    refused.forEach(problem -> err.println("  " + Printable.of(problem.toString())));
  }
}
