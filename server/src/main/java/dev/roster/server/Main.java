package dev.roster.server;

import dev.roster.server.cli.AotCache;
import dev.roster.server.cli.ArgumentRedactor;
import dev.roster.server.cli.BrokenPipeException;
import dev.roster.server.cli.CommandHelp;
import dev.roster.server.cli.CommandRules;
import dev.roster.server.cli.CommandTree;
import dev.roster.server.cli.ConfiguredDefaults;
import dev.roster.server.cli.Environment;
import dev.roster.server.cli.Examples;
import dev.roster.server.cli.NativeArguments;
import dev.roster.server.cli.NumberConverters;
import dev.roster.server.cli.UnmatchedArgument;
import dev.roster.server.cli.Version;
import dev.roster.server.db.IoReason;
import dev.roster.server.db.SqlReason;
import dev.roster.server.failure.UserErrorException;
import dev.roster.server.http.DatabaseOutages;
import dev.roster.server.logging.CommandLog;
import dev.roster.server.transfer.ImportFailedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code roster} command. */
@Command(
    name = "roster",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "One user directory, served through the Coolset Accounts API and the Compleat Users API.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:done; where the output could not be written, the error output says so",
      "1:not done, or the output could not be written",
      "2:a wrong command line; nothing was begun",
      "141:nothing read on, as behind head"
    })
public final class Main implements Callable<Integer> {
  private static final int FAILED = 1;

  /** The place of an argument and its name, as the library tells both. */
  private static final Pattern PLACE_OF_ARGUMENT =
      Pattern.compile("positional parameter at index [0-9.*+]+ \\((.+?)\\)");

  @Spec private CommandSpec spec;

  public static void main(String[] args) {
    CommandLog.useOwnConfiguration();
    // the driver tells PostgreSQL the zone of the JVM, which may be one that PostgreSQL does not
    // know
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    System.exit(run(args));
  }

  /** Runs the command and returns its exit code. */
  static int run(String... args) {
    // what a command reads and prints is the same in every locale
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    AotCache.warning().ifPresent(err::println);
    try {
      Map<String, String> variables = NativeArguments.environment();
      String[] given = NativeArguments.arguments(args);
      return commandLine(variables, given).setOut(out).setErr(err).execute(given);
    } catch (UserErrorException lostLetters) {
      err.println(lostLetters.getMessage());
      return CommandLine.ExitCode.USAGE;
    }
  }

  /** The command with all its subcommands in the environment of this process. */
  static CommandLine commandLine() {
    return commandLine(System.getenv());
  }

  /**
   * The command with the subcommands that these arguments need; its streams can be set.
   *
   * @param arguments none for all subcommands
   */
  static CommandLine commandLine(Map<String, String> variables, String... arguments) {
    Environment environment = new Environment(variables);
    ConfiguredDefaults defaults = new ConfiguredDefaults(environment, arguments);
    CommandLine command =
        CommandTree.of(new Main(), arguments)
            .setDefaultValueProvider(defaults)
            .setExecutionStrategy(
                new CommandRules(environment, defaults, () -> CommandTree.whole(new Main())))
            .setExecutionExceptionHandler((failure, failed, parsed) ->
                explain(
                    failure, failed, defaults.typed(parsed.originalArgs().toArray(String[]::new))))
            .setParameterExceptionHandler((wrong, given) -> explainUsage(wrong, defaults, given));
    // an argument that begins with @ is a value like any other, not a file to read
    command.setExpandAtFiles(false);
    NumberConverters.register(command);
    Examples.keepLinesIn(command);
    command.setHelpFactory(CommandHelp::new);
    return command;
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getOut());
    return CommandLine.ExitCode.USAGE;
  }

  /** One line, and where the options are described; picocli would print all of them. */
  private static int explainUsage(
      ParameterException wrong, ConfiguredDefaults defaults, String... arguments) {
    CommandLine command = wrong.getCommandLine();
    String message =
        wrong instanceof UnmatchedArgumentException unmatched
            ? UnmatchedArgument.told(unmatched, arguments)
            : CommandRules.told(wrong).orElseGet(() -> firstLine(wrong));
    String named = defaults.naming(message, command.getCommandSpec());
    command.getErr().println(ArgumentRedactor.of(named, defaults.typed(arguments)));
    command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    command.getErr().flush();
    return CommandLine.ExitCode.USAGE;
  }

  /**
   * Without the prefix that the library gives to refusals of options that exclude each other, and
   * with the name of an argument alone.
   */
  private static String firstLine(ParameterException wrong) {
    return String.valueOf(wrong.getMessage())
        .lines()
        .findFirst()
        .map(line -> line.replaceFirst("^Error: ", ""))
        .map(line -> PLACE_OF_ARGUMENT.matcher(line).replaceFirst("$1"))
        .orElse("The command is wrong.");
  }

  /**
   * Prints one line for a failure that a person can mend; anything else is a bug, with its trace.
   */
  private static int explain(Exception failure, CommandLine command, Collection<String> typed) {
    if (failure instanceof BrokenPipeException) {
      return BrokenPipeException.EXIT_CODE;
    }
    sentence(failure)
        .ifPresentOrElse(
            text -> command.getErr().println(ArgumentRedactor.of(text, typed)),
            () ->
                LoggerFactory.getLogger(Main.class)
                    .error("roster {} failed", command.getCommandName(), failure));
    command.getErr().flush();
    return FAILED;
  }

  private static Optional<String> sentence(Exception failure) {
    return switch (failure) {
      case UserErrorException known -> Optional.of(String.valueOf(known.getMessage()));
      case ImportFailedException failed ->
          ofDatabase(failed).map(reason -> failed.getMessage() + "\n" + reason);
      case UncheckedIOException known -> Optional.of(IoReason.of(known));
      case IOException known -> Optional.of(IoReason.withFile(known));
      default -> ofDatabase(failure);
    };
  }

  private static Optional<String> ofDatabase(Exception failure) {
    if (DatabaseOutages.isOutage(failure)) {
      return Optional.of(
          "The database cannot do that now: " + SqlReason.of(failure) + "; try again later.");
    }
    return DatabaseOutages.isOfSetup(failure)
        ? Optional.of("The database refuses: " + SqlReason.of(failure))
        : Optional.empty();
  }
}
