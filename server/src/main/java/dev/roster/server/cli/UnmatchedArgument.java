package dev.roster.server.cli;

import dev.roster.server.address.NearestName;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Describes the argument that is neither an option nor a command. Only names are repeated: anything
 * else may be a password or a token that stands in the wrong place.
 */
public final class UnmatchedArgument {
  private static final Pattern LONG_OPTION = Pattern.compile("--[A-Za-z][A-Za-z0-9_-]*");
  private static final Pattern COMMAND = Pattern.compile("[A-Za-z][A-Za-z-]{0,19}");
  private static final Pattern INDEX = Pattern.compile("(?:at|from) (index \\d+)");

  private UnmatchedArgument() {}

  /** One line for a person, with the nearest right name if there is one. */
  public static String told(UnmatchedArgumentException wrong) {
    CommandLine command = wrong.getCommandLine();
    String argument = wrong.getUnmatched().getFirst();
    if (argument.startsWith("-")) {
      String name = option(argument);
      return "Unknown option: '" + name + "'" + near(argument, options(command));
    }
    Matcher index = INDEX.matcher(String.valueOf(wrong.getMessage()));
    String place = index.find() ? " at " + index.group(1) : "";
    boolean named = !command.getSubcommands().isEmpty() && COMMAND.matcher(argument).matches();
    return "Unmatched argument"
        + place
        + (named ? ": '" + argument + "'" + near(argument, commands(command)) : ".");
  }

  /** Without a value that is attached to it. */
  private static String option(String argument) {
    Matcher name = LONG_OPTION.matcher(argument);
    return name.lookingAt()
        ? name.group()
        : argument.substring(0, Math.min(argument.length(), argument.startsWith("--") ? 3 : 2));
  }

  private static String near(String argument, List<String> known) {
    Optional<String> near = NearestName.to(argument.replaceFirst("(?s)=.*", ""), known);
    return near.map(name -> "; did you mean " + name + "?").orElse("");
  }

  private static List<String> options(CommandLine command) {
    return command.getCommandSpec().options().stream()
        .flatMap(option -> Arrays.stream(option.names()))
        .toList();
  }

  private static List<String> commands(CommandLine command) {
    return List.copyOf(command.getSubcommands().keySet());
  }
}
