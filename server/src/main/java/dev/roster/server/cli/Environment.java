package dev.roster.server.cli;

import dev.roster.server.address.NearestName;
import java.lang.reflect.AnnotatedElement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The environment variables of the command. Every variable of Roster is known by name, as the
 * options declare it, so that a mistyped one is refused and not left out in silence.
 */
public final class Environment implements IDefaultValueProvider {
  /** The variables that scripts, tests and examples read. */
  static final Set<String> OF_SCRIPTS =
      Set.of(
          "ROSTER_BROWSER",
          "ROSTER_BROWSER_REQUIRED",
          "ROSTER_JAVA_HOME",
          "ROSTER_JAVA_OPTS",
          "ROSTER_SANDBOX",
          "ROSTER_TOKEN");

  private static final String PREFIX = "ROSTER_";

  /**
   * The variables that Kubernetes sets in every container beside services called roster or
   * roster-something.
   */
  private static final Pattern OF_KUBERNETES =
      Pattern.compile("ROSTER_(.+_)?(SERVICE_(HOST|PORT.*)|PORT_[0-9]+_.*)");

  /** The address of such a service, in a variable that could also be an option's. */
  private static final Pattern SERVICE = Pattern.compile("ROSTER_(.+_)?PORT=(tcp|udp|sctp)://.*");

  private final Map<String, String> variables = new TreeMap<>();
  private final Map<ArgSpec, String> used = new HashMap<>();

  /**
   * @param all variables of any name
   */
  public Environment(Map<String, String> all) {
    all.forEach((name, value) -> {
      if (name.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
        variables.put(name, value);
      }
    });
  }

  /** The arguments of the command and the values of Roster's variables. */
  public List<String> typed(String... arguments) {
    return Stream.concat(Stream.of(arguments), variables.values().stream()).toList();
  }

  /** The value of a variable, null if it is not set. */
  @Nullable String get(String name) {
    return variables.get(name);
  }

  /** That of a command line, which was made with one. */
  static Environment of(CommandSpec command) {
    return (Environment) command.defaultValueProvider();
  }

  @Override
  public @Nullable String defaultValue(ArgSpec option) {
    Optional<String> name = variableOf(option);
    // of options that exclude each other, the one on the command line counts
    if (name.isEmpty() || option.group() != null || get(name.get()) == null) {
      return null;
    }
    // refused by its name below, rather than as no number
    if (isOfKubernetes(name.get(), String.valueOf(get(name.get())))) {
      return null;
    }
    used.put(option, name.get());
    // the library would put other values in place of ${...}, and one $ in place of two
    return String.valueOf(get(name.get())).replace("$", "$$");
  }

  /** The message with the variable in place of each option whose value came from one. */
  public String naming(String message, CommandSpec command) {
    String named = message;
    for (Map.Entry<ArgSpec, String> each : used.entrySet()) {
      if (each.getKey().isOption() && command.args().contains(each.getKey())) {
        String option = ((CommandLine.Model.OptionSpec) each.getKey()).longestName();
        named =
            named.replaceAll(
                "(?:option '" + option + "'(?: \\([^)]*\\))?|(?<![\\w-])" + option + "(?![\\w-]))",
                each.getValue());
      }
    }
    return named;
  }

  /**
   * Why a variable cannot be what was meant; empty if all can.
   *
   * @param root the command with all its subcommands
   */
  public Optional<String> problem(CommandLine root) {
    SortedSet<String> known = known(root);
    for (Map.Entry<String, String> each : variables.entrySet()) {
      Optional<String> problem = problem(each.getKey(), each.getValue(), known);
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> problem(String name, String value, SortedSet<String> known) {
    if (isOfKubernetes(name, value)) {
      return Optional.of(
          "The environment variable "
              + name
              + " is set by Kubernetes beside a service of that name: put enableServiceLinks: false"
              + " into the pod.");
    }
    if (!known.contains(name)) {
      return Optional.of(
          "The environment variable "
              + name
              + " is unknown"
              + NearestName.to(name, known)
                  .map(near -> "; did you mean " + near + "?")
                  .orElse("."));
    }
    if (OF_SCRIPTS.contains(name)) {
      return Optional.empty();
    }
    if (value.isBlank()) {
      return Optional.of("The environment variable " + name + " is empty; set it or unset it.");
    }
    if (!value.equals(value.strip())) {
      return Optional.of(
          "The environment variable "
              + name
              + " has a blank or an end of a line before or behind its value; remove it.");
    }
    return Optional.empty();
  }

  private static boolean isOfKubernetes(String name, String value) {
    return OF_KUBERNETES.matcher(name).matches() || SERVICE.matcher(name + "=" + value).matches();
  }

  /** The names of all variables, as the options of all commands declare them. */
  public static SortedSet<String> known(CommandLine root) {
    SortedSet<String> names = new TreeSet<>(OF_SCRIPTS);
    collect(root, names);
    return names;
  }

  private static void collect(CommandLine command, Set<String> names) {
    command.getCommandSpec().args().forEach(arg -> variableOf(arg).ifPresent(names::add));
    command.getSubcommands().values().forEach(each -> collect(each, names));
  }

  private static Optional<String> variableOf(ArgSpec option) {
    return option.userObject() instanceof AnnotatedElement declared
        ? Optional.ofNullable(declared.getAnnotation(EnvironmentVariable.class))
            .map(EnvironmentVariable::value)
        : Optional.empty();
  }
}
