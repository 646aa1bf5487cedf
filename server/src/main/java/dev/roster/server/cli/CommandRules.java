package dev.roster.server.cli;

import dev.roster.server.address.Blanks;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/**
 * What holds for all commands: variables, numbers and values are checked before one runs, and
 * whether its output arrived afterwards.
 */
public final class CommandRules implements IExecutionStrategy {
  /** Options that may be empty. */
  private static final Set<String> FREE = Set.of("--label", "--first-name", "--last-name");

  private final Environment environment;

  public CommandRules(Environment environment) {
    this.environment = environment;
  }

  @Override
  public int execute(ParseResult parsed) {
    ParseResult command = parsed;
    while (command.hasSubcommand()) {
      command = command.subcommand();
    }
    boolean help = asksForHelp(parsed);
    if (!help) {
      check(parsed.commandSpec().commandLine(), command);
    }
    int exitCode = new RunLast().execute(parsed);
    CommandLine line = command.commandSpec().commandLine();
    return exitCode == ExitCode.OK && line.getOut().checkError()
        ? unread(line, help || showsOnly(command.commandSpec()))
        : exitCode;
  }

  /** Says that the work is done, so that it is not repeated. */
  private static int unread(CommandLine line, boolean shown) {
    line.getErr().println(UnwrittenOutput.SENTENCE + (shown ? "" : " It was done all the same."));
    line.getErr().flush();
    return shown ? ExitCode.SOFTWARE : ExitCode.OK;
  }

  static boolean showsOnly(CommandSpec command) {
    return command.userObject() instanceof Method method
        ? method.isAnnotationPresent(ShowsOnly.class)
        : command.userObject().getClass().isAnnotationPresent(ShowsOnly.class);
  }

  private static boolean asksForHelp(ParseResult parsed) {
    return parsed.isUsageHelpRequested()
        || parsed.isVersionHelpRequested()
        || parsed.hasSubcommand() && asksForHelp(parsed.subcommand());
  }

  private void check(CommandLine root, ParseResult command) {
    CommandLine line = command.commandSpec().commandLine();
    environment
        .problem(root)
        .ifPresent(problem -> {
          throw new ParameterException(line, problem);
        });
    for (ArgSpec given : command.matchedArgs()) {
      boolean blank =
          given.originalStringValues().stream().anyMatch(text -> Blanks.strip(text).isEmpty());
      if (blank && !(given instanceof OptionSpec option && FREE.contains(option.longestName()))) {
        throw new ParameterException(line, name(given) + " needs a value that is not empty.");
      }
    }
    command.commandSpec().args().forEach(arg -> checkRange(line, arg));
  }

  private static void checkRange(CommandLine line, ArgSpec arg) {
    Within range =
        arg.userObject() instanceof AnnotatedElement declared
            ? declared.getAnnotation(Within.class)
            : null;
    if (range != null && arg.getValue() instanceof Number value) {
      long number = value.longValue();
      if (number < range.least() || number > range.most()) {
        String wanted =
            range.most() == Long.MAX_VALUE
                ? " must be at least " + range.least()
                : " must be between " + range.least() + " and " + range.most();
        throw new ParameterException(
            line, name(arg) + wanted + ", not " + number + ".", arg, Long.toString(number));
      }
    }
  }

  private static String name(ArgSpec arg) {
    return arg instanceof OptionSpec option ? option.longestName() : arg.paramLabel();
  }
}
