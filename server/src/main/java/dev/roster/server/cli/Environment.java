package dev.roster.server.cli;

import dev.roster.server.address.NearestName;
import dev.roster.server.configuration.Key;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import picocli.CommandLine;

/**
 * The environment variables of the command. Every variable of Roster is known by name, as the
 * options declare it, so that a mistyped one is refused and not left out in silence.
 */
public final class Environment {
  /** The variables that scripts, tests, examples and the Java client read. */
  static final Set<String> OF_SCRIPTS =
      Set.of(
          "ROSTER_BROWSER",
          "ROSTER_BROWSER_REQUIRED",
          "ROSTER_COMPLEAT_BASE_URL",
          "ROSTER_COMPLEAT_KEY",
          "ROSTER_COMPLEAT_TENANT",
          "ROSTER_COOLSET_BASE_URL",
          "ROSTER_COOLSET_TOKEN",
          "ROSTER_HOME",
          "ROSTER_JAVA_HOME",
          "ROSTER_JAVA_OPTS",
          "ROSTER_SANDBOX",
          "ROSTER_SANDBOX_URL",
          "ROSTER_TOKEN");

  /**
   * The variables that Kubernetes sets in every container beside services called roster or
   * roster-something.
   */
  private static final Pattern OF_KUBERNETES =
      Pattern.compile("ROSTER_(.+_)?(SERVICE_(HOST|PORT.*)|PORT_[0-9]+_.*)");

  /** The address of such a service, in a variable that could also be an option's. */
  private static final Pattern SERVICE = Pattern.compile("ROSTER_(.+_)?PORT=(tcp|udp|sctp)://.*");

  /** Begins the variables of OpenTelemetry's standard. */
  private static final String OF_TELEMETRY = "OTEL_";

  private final Map<String, String> variables = new TreeMap<>();
  private final Map<String, String> telemetry = new TreeMap<>();

  /**
   * @param all variables of any name
   */
  public Environment(Map<String, String> all) {
    all.forEach((name, value) -> {
      if (name.regionMatches(true, 0, Key.PREFIX, 0, Key.PREFIX.length())) {
        variables.put(name, value);
      } else if (name.startsWith(OF_TELEMETRY)) {
        telemetry.put(name, value);
      }
    });
  }

  /** The variables that an option may read, which are those that nobody else sets. */
  Map<String, String> own() {
    Map<String, String> own = new TreeMap<>(variables);
    own.entrySet().removeIf(each -> isOfKubernetes(each.getKey(), each.getValue()));
    return own;
  }

  /** The variables of OpenTelemetry, which it defines. */
  Map<String, String> telemetry() {
    return Collections.unmodifiableMap(telemetry);
  }

  Collection<String> values() {
    return variables.values();
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
    names.addAll(ConfigurationKeys.variables(root));
    return names;
  }
}
