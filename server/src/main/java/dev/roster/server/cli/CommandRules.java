package dev.roster.server.cli;

import static java.util.stream.Collectors.joining;

import dev.roster.server.address.Blanks;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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
 * The rules of all commands: variables, numbers, values and options that exclude each other are
 * checked before one runs, and whether its output arrived afterwards.
 */
public final class CommandRules implements IExecutionStrategy {
  /** Options that may be empty. */
  private static final Set<String> FREE = Set.of("--label", "--first-name", "--last-name");

  private final Environment environment;
  private final ConfiguredDefaults defaults;
  private final Supplier<CommandLine> whole;

  /**
   * @param whole builds the command with all its subcommands, which is asked only about variables
   *     that those at hand do not know
   */
  public CommandRules(
      Environment environment, ConfiguredDefaults defaults, Supplier<CommandLine> whole) {
    this.environment = environment;
    this.defaults = defaults;
    this.whole = whole;
  }

  @Override
  public int execute(ParseResult parsed) {
    ParseResult command = parsed;
    while (command.hasSubcommand()) {
      command = command.subcommand();
    }
    boolean help = asksForHelp(parsed);
    if (!help) {
      requireSubcommand(command.commandSpec());
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
    if (shown && !StandardOutput.isOpen()) {
      return BrokenPipeException.EXIT_CODE;
    }
    line.getErr()
        .println(UnwrittenOutputException.reason() + (shown ? "" : " It was done all the same."));
    line.getErr().flush();
    return shown ? ExitCode.SOFTWARE : ExitCode.OK;
  }

  static boolean showsOnly(CommandSpec command) {
    return command.userObject() instanceof Method method
        ? method.isAnnotationPresent(ReadOnlyCommand.class)
        : command.userObject().getClass().isAnnotationPresent(ReadOnlyCommand.class);
  }

  /** A group of commands does nothing by itself. */
  private static void requireSubcommand(CommandSpec command) {
    Object object = command.userObject();
    if (!command.subcommands().isEmpty()
        && !(object instanceof Runnable || object instanceof Callable<?>)) {
      throw new ParameterException(
          command.commandLine(),
          command.qualifiedName()
              + " needs one of its commands: "
              + String.join(", ", command.subcommands().keySet())
              + ".");
    }
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
        .flatMap(_ -> environment.problem(whole.get()))
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
    defaults
        .mistake(command.commandSpec())
        .ifPresent(mistake -> {
          throw new ParameterException(line, mistake);
        });
    defaults.warning().ifPresent(line.getErr()::println);
    command.commandSpec().args().forEach(arg -> checkRange(line, arg));
    command.commandSpec().args().forEach(arg -> checkExclusive(line, arg));
  }

  private static void checkExclusive(CommandLine line, ArgSpec arg) {
    declared(arg, ExclusiveWith.class)
        .filter(rule -> isGiven(arg) && isGiven(line.getCommandSpec().findOption(rule.value())))
        .ifPresent(rule -> {
          throw new ParameterException(line, rule.message());
        });
  }

  private static boolean isGiven(ArgSpec arg) {
    @Nullable Object value = arg.getValue();
    return value instanceof Boolean flag ? flag : value != null;
  }

  private static void checkRange(CommandLine line, ArgSpec arg) {
    range(arg)
        .flatMap(range -> beyond(range, arg.getValue()))
        .ifPresent(wrong -> {
          throw new ParameterException(line, name(arg) + wrong);
        });
  }

  private static Optional<ValueRange> range(@Nullable ArgSpec arg) {
    return arg == null ? Optional.empty() : declared(arg, ValueRange.class);
  }

  private static <A extends Annotation> Optional<A> declared(ArgSpec arg, Class<A> annotation) {
    return arg.userObject() instanceof AnnotatedElement declared
        ? Optional.ofNullable(declared.getAnnotation(annotation))
        : Optional.empty();
  }

  private static Optional<String> beyond(ValueRange range, @Nullable Object value) {
    return switch (value) {
      case Duration span when span.toSeconds() > range.max() ->
          Optional.of(
              " must be at most "
                  + DurationConverter.shown(range.max())
                  + (span.equals(DurationConverter.ENDLESS)
                      ? "."
                      : ", not " + DurationConverter.shown(span.toSeconds()) + "."));
      case Number number
          when number.longValue() < range.min() || number.longValue() > range.max() ->
          Optional.of(wanted(range) + ", not " + number + ".");
      case null, default -> Optional.empty();
    };
  }

  private static String wanted(ValueRange range) {
    return range.max() == Long.MAX_VALUE
        ? " must be at least " + range.min()
        : " must be between " + range.min() + " and " + range.max();
  }

  /**
   * The expectation for a number beyond the range of its type, or for a word that is none of a few;
   * empty for other mistakes.
   */
  public static Optional<String> told(ParameterException wrong) {
    if (wrong.getArgSpec() != null && wrong.getArgSpec().type().isEnum()) {
      return words(wrong.getArgSpec());
    }
    boolean number = wrong.getValue() != null && NumberConverters.isNumber(wrong.getValue());
    return range(wrong.getArgSpec())
        .filter(range -> number && range.max() != Long.MAX_VALUE)
        .filter(_ -> !wrong.getArgSpec().type().equals(Duration.class))
        .map(range -> name(wrong.getArgSpec()) + wanted(range) + ", not " + wrong.getValue() + ".");
  }

  /** Each word once, as it is printed; the converter takes the names of the constants, too. */
  private static Optional<String> words(ArgSpec arg) {
    Object[] constants = arg.type().getEnumConstants();
    return constants == null || arg.converters().length > 0
        ? Optional.empty()
        : Optional.of(
            name(arg)
                + " must be one of "
                + Arrays.stream(constants).map(Object::toString).collect(joining(", "))
                + ".");
  }

  private static String name(ArgSpec arg) {
    return arg instanceof OptionSpec option ? option.longestName() : arg.paramLabel();
  }
}
