package dev.roster.server.cli;

import dev.roster.server.address.NearestName;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Describes the argument that is neither an option nor a command, and what the command takes. An
 * argument that looks like a token, a key or a generated password in the wrong place is not
 * repeated.
 */
public final class UnmatchedArgument {
  private static final Pattern LONG_OPTION = Pattern.compile("--[A-Za-z][A-Za-z0-9_-]*");
  private static final Pattern INDEX = Pattern.compile("(?:at|from) index (\\d+)");

  /** An address of a person, or a path of a file. */
  private static final Pattern ADDRESS_OR_PATH =
      Pattern.compile("[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]+|(?:\\.{0,2}|~)/[^:@?#]*");

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,16}");

  /** Letters alone, with marks between them, which no token or key of Roster consists of. */
  private static final Pattern WORD = Pattern.compile("\\p{L}*(?:[ ._/-]\\p{L}+)*");

  /** The longest word that is repeated; a longer one may be a key. */
  private static final int LONGEST_WORD = 24;

  private UnmatchedArgument() {}

  /**
   * One line for a person, with the nearest right name if there is one.
   *
   * @param given all arguments
   */
  public static String told(UnmatchedArgumentException wrong, String... given) {
    CommandLine command = wrong.getCommandLine();
    String argument = wrong.getUnmatched().getFirst();
    if (argument.startsWith("-")) {
      String name = option(argument);
      return "Unknown option: '" + name + "'" + near(argument, options(command)).orElse("");
    }
    int index = index(wrong);
    boolean shown = isShown(argument, index, given);
    List<String> commands = List.copyOf(command.getSubcommands().keySet());
    if (commands.isEmpty()) {
      String what = shown ? "Unexpected argument: '" + argument + "'" : hidden(index, "unexpected");
      return what + "; " + command.getCommandSpec().qualifiedName() + taken(command) + ".";
    }
    String all =
        "; " + command.getCommandSpec().qualifiedName() + " has " + String.join(", ", commands);
    return shown
        ? "Unknown command: '" + argument + "'" + near(argument, commands).orElse(all + ".")
        : hidden(index, "not a command") + all + ".";
  }

  private static int index(UnmatchedArgumentException wrong) {
    Matcher index = INDEX.matcher(String.valueOf(wrong.getMessage()));
    return index.find() ? Integer.parseInt(index.group(1)) : -1;
  }

  private static String hidden(int index, String fault) {
    return (index < 0 ? "An argument" : "Argument " + (index + 1))
        + " is "
        + fault
        + " (not shown, since it may be a secret)";
  }

  private static boolean isShown(String argument, int index, String... given) {
    boolean restOfUrl = 0 < index && index <= given.length && given[index - 1].contains("://");
    boolean word = argument.length() <= LONGEST_WORD && WORD.matcher(argument).matches();
    return !restOfUrl
        && (word
            || NUMBER.matcher(argument).matches()
            || ADDRESS_OR_PATH.matcher(argument).matches());
  }

  /** The arguments that the command takes beside options. */
  private static String taken(CommandLine command) {
    List<PositionalParamSpec> all = command.getCommandSpec().positionalParameters();
    String names =
        all.stream().map(PositionalParamSpec::paramLabel).collect(Collectors.joining(", "));
    return switch (all.size()) {
      case 0 -> " takes options only";
      case 1 -> {
        boolean optional = all.getFirst().arity().min() == 0;
        yield " takes " + (optional ? "at most " : "") + "one argument, " + names;
      }
      default -> " takes " + names;
    };
  }

  /** Without a value that is attached to it. */
  private static String option(String argument) {
    Matcher name = LONG_OPTION.matcher(argument);
    return name.lookingAt()
        ? name.group()
        : argument.substring(0, Math.min(argument.length(), argument.startsWith("--") ? 3 : 2));
  }

  private static Optional<String> near(String argument, List<String> known) {
    return NearestName.to(argument.replaceFirst("(?s)=.*", ""), known)
        .map(name -> "; did you mean " + name + "?");
  }

  private static List<String> options(CommandLine command) {
    return command.getCommandSpec().options().stream()
        .flatMap(option -> Arrays.stream(option.names()))
        .toList();
  }
}
