package dev.roster.server.cli;

import dev.roster.server.db.Database;
import dev.roster.server.db.Migrations;
import dev.roster.server.transfer.CommitGate;
import dev.roster.server.transfer.ImportFolder;
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
public final class ImportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "Folder with the CSV files.")
  private Path folder;

  @Mixin private DatabaseOptions database;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    // one that may not be reached neither exists nor is missing
    if (!Files.isDirectory(folder) && (Files.exists(folder) || Files.notExists(folder))) {
      throw new ParameterException(spec.commandLine(), folder + " is not a folder.");
    }
    // before a database is made for nothing
    ImportFolder files = ImportFolder.of(folder);
    CommitGate gate = new CommitGate();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> cutOff(gate), "cut-import-off"));
    try {
      load(files, gate);
      return 0;
    } catch (RuntimeException failure) {
      if (gate.end()) {
        throw failure;
      }
      // the operator knows already
      return 1;
    }
  }

  private void load(ImportFolder files, CommitGate gate) {
    PrintWriter out = spec.commandLine().getOut();
    long begin = System.nanoTime();
    try (DatabaseOptions.Connected connected = database.connect();
        Database database = Database.openForTransfer(connected.url())) {
      Migrations.apply(database);
      long rows =
          new Importer(database, Clock.systemUTC(), new TerminalProgress(out))
              .load(OperatorSession.operator(), files, gate);
      gate.end();
      out.printf(
          Locale.ROOT, "Imported %,d rows in %.1f s.%n", rows, (System.nanoTime() - begin) / 1e9);
    }
  }

  /** Ctrl-C, SIGTERM, or an end of the program in another way. */
  private void cutOff(CommitGate gate) {
    PrintWriter err = spec.commandLine().getErr();
    switch (gate.close()) {
      case IN_TIME -> err.println("Nothing was imported: the import was interrupted.");
      case TOO_LATE ->
          err.println(
              "The import was interrupted during its commit, which may be done or not. Import the"
                  + " same files again: what is there already is refused.");
      case OVER -> {}
    }
    err.flush();
  }
}
