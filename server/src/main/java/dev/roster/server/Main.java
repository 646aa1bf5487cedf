package dev.roster.server;

import dev.roster.server.audit.AuditService.StillWriting;
import dev.roster.server.boot.RosterServer.PortUnavailable;
import dev.roster.server.cli.Audit;
import dev.roster.server.cli.Export;
import dev.roster.server.cli.Import;
import dev.roster.server.cli.InvitationCommand;
import dev.roster.server.cli.Migrate;
import dev.roster.server.cli.Onboard;
import dev.roster.server.cli.OutboxCommand;
import dev.roster.server.cli.SandboxCommand;
import dev.roster.server.cli.Serve;
import dev.roster.server.cli.TenantKeys;
import dev.roster.server.cli.Tokens;
import dev.roster.server.cli.Users;
import dev.roster.server.cli.Version;
import dev.roster.server.cli.VersionCommand;
import dev.roster.server.conformance.UnusableDocument;
import dev.roster.server.db.DatabaseUnreachable;
import dev.roster.server.db.EmbeddedPostgres.FolderInUse;
import dev.roster.server.db.EmbeddedPostgres.FolderUnusable;
import dev.roster.server.http.Outage;
import dev.roster.server.transfer.Exporter.ExportRefused;
import dev.roster.server.transfer.ImportRefused;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The {@code roster} command. */
@Command(
    name = "roster",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "One user directory, served through the Coolset Accounts API and the Compleat Users API.",
    subcommands = {
      Serve.class,
      SandboxCommand.class,
      Onboard.class,
      Tokens.class,
      TenantKeys.class,
      Users.class,
      Import.class,
      Export.class,
      Migrate.class,
      InvitationCommand.class,
      OutboxCommand.class,
      Audit.class,
      VersionCommand.class
    })
public final class Main implements Callable<Integer> {
  private static final int FAILED = 1;

  /** Where logback looks first; not a name that it would find by itself in a library. */
  private static final String LOG_SETTINGS = "logback.configurationFile";

  @Spec private CommandSpec spec;

  public static void main(String[] args) {
    if (System.getProperty(LOG_SETTINGS) == null) {
      System.setProperty(LOG_SETTINGS, "dev/roster/server/logback.xml");
    }
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    System.exit(run(args));
  }

  /** Runs the command and returns its exit code. */
  static int run(String... args) {
    // what a command exports is the same in every locale
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    return commandLine().setOut(out).execute(args);
  }

  /** The command with all its subcommands; its streams can be set. */
  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setExecutionExceptionHandler(Main::explain)
        .setParameterExceptionHandler(Main::explainUsage);
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getOut());
    return CommandLine.ExitCode.USAGE;
  }

  /** One line, and where the options are described; picocli would print all of them. */
  private static int explainUsage(ParameterException wrong, String... ignored) {
    CommandLine command = wrong.getCommandLine();
    command
        .getErr()
        .println(
            String.valueOf(wrong.getMessage()).lines().findFirst().orElse("The command is wrong."));
    command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    command.getErr().flush();
    return CommandLine.ExitCode.USAGE;
  }

  /**
   * What a person can do something about is one clear line; anything else is a bug with its trace.
   */
  private static int explain(Exception failure, CommandLine command, ParseResult ignored) {
    switch (failure) {
      case ImportRefused refused -> {
        command.getErr().println("Nothing was imported:");
        command.getErr().println(refused.getMessage());
      }
      case DatabaseUnreachable known -> command.getErr().println(known.getMessage());
      case PortUnavailable known -> command.getErr().println(known.getMessage());
      case UnusableDocument known -> command.getErr().println(known.getMessage());
      case FolderUnusable known -> command.getErr().println(known.getMessage());
      case FolderInUse known -> command.getErr().println(known.getMessage());
      case StillWriting known -> command.getErr().println(known.getMessage());
      case ExportRefused known -> command.getErr().println(known.getMessage());
      case IllegalArgumentException known -> command.getErr().println(known.getMessage());
      case UncheckedIOException known -> command.getErr().println(known.getMessage());
      case Exception lost when Outage.isOne(lost) ->
          command.getErr().println("The connection to the database was lost.");
      default ->
          LoggerFactory.getLogger(Main.class)
              .error("roster {} failed", command.getCommandName(), failure);
    }
    command.getErr().flush();
    return FAILED;
  }
}
