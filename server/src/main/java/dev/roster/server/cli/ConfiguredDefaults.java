package dev.roster.server.cli;

import dev.roster.server.configuration.Configuration;
import dev.roster.server.configuration.ConfigurationFile;
import dev.roster.server.configuration.Key;
import dev.roster.server.configuration.Layer;
import dev.roster.server.configuration.Setting;
import dev.roster.server.configuration.VariableLayer;
import dev.roster.server.failure.UserErrorException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The values of options that the command line does not give: from environment variables and the
 * configuration file. They are read when the first option asks. A mistake in them is kept until the
 * command is about to run, so that {@code --help} works beside it.
 */
public final class ConfiguredDefaults implements IDefaultValueProvider {
  private final Environment environment;
  private final List<String> arguments;
  private final Map<ArgSpec, Setting> used = new HashMap<>();
  private @Nullable Configuration configuration;
  private @Nullable UserErrorException mistake;
  private Optional<String> warning = Optional.empty();

  /**
   * @param arguments of the command, among which may be the name of the file: picocli asks for the
   *     defaults before it reads the arguments
   */
  public ConfiguredDefaults(Environment environment, String... arguments) {
    this.environment = environment;
    this.arguments = List.of(arguments);
  }

  /** Those of a command line, which was made with them. */
  static ConfiguredDefaults of(CommandSpec command) {
    return (ConfiguredDefaults) command.defaultValueProvider();
  }

  @Override
  public @Nullable String defaultValue(ArgSpec option) {
    Optional<Key> key = ConfigurationKeys.of(option);
    // of options that exclude each other, the one on the command line counts
    if (key.isEmpty() || option.group() != null) {
      return null;
    }
    Optional<Setting> setting = configuration(option.command()).get(key.get().name());
    setting.ifPresent(given -> used.put(option, given));
    // the library would put other values in place of ${...}, and one $ in place of two
    return setting.map(given -> given.value().replace("$", "$$")).orElse(null);
  }

  /** The environment variables and the file of the command; empty if they have a mistake. */
  Configuration configuration(CommandSpec command) {
    if (configuration == null) {
      try {
        configuration = new Configuration(read(command));
      } catch (UserErrorException wrong) {
        mistake = wrong;
        configuration = new Configuration(List.of());
      }
    }
    return configuration;
  }

  private List<Setting> read(CommandSpec command) {
    List<Setting> settings =
        new ArrayList<>(VariableLayer.of(environment.own(), ConfigurationKeys.of(command)));
    if (ConfigurationKeys.readsFile(command)) {
      ConfigurationFile.find(named()).ifPresent(file -> settings.addAll(read(file)));
    }
    return settings;
  }

  private List<Setting> read(Path file) {
    CommandLine serve = new CommandLine(new ServeCommand());
    ConfigurationFile read =
        ConfigurationFile.read(file, ConfigurationKeys.of(serve.getCommandSpec()));
    warning = read.warning();
    return read.settings();
  }

  private @Nullable String named() {
    String option = ConfigurationKeys.FILE_OPTION;
    int end = arguments.indexOf("--");
    List<String> before = end < 0 ? arguments : arguments.subList(0, end);
    int at = before.indexOf(option);
    if (at >= 0 && at + 1 < before.size()) {
      return before.get(at + 1);
    }
    return before.stream()
        .filter(argument -> argument.startsWith(option + "="))
        .map(argument -> argument.substring(option.length() + 1))
        .findFirst()
        .orElseGet(() -> environment.own().get(ConfigurationKeys.FILE_VARIABLE));
  }

  /** The mistake in variables or file that keeps the command from running. */
  Optional<String> mistake(CommandSpec command) {
    if (!ConfigurationKeys.of(command).isEmpty()) {
      configuration(command);
    }
    return Optional.ofNullable(mistake).map(wrong -> String.valueOf(wrong.getMessage()));
  }

  /** The environment variables of OpenTelemetry. */
  Map<String, String> telemetry() {
    return environment.telemetry();
  }

  /** A sentence about the file that is no mistake, but a risk. */
  Optional<String> warning() {
    return warning;
  }

  /** The arguments, and the values of all variables and of the file. */
  public List<String> typed(String... given) {
    Stream<String> configured =
        configuration == null ? Stream.of() : configuration.settings().map(Setting::value);
    return Stream.of(Stream.of(given), environment.values().stream(), configured)
        .flatMap(each -> each)
        .toList();
  }

  /** The message with the variable or key in place of each option whose value came from one. */
  public String naming(String message, CommandSpec command) {
    String named = message;
    SortedMap<Integer, Setting> mentioned = new TreeMap<>();
    for (Map.Entry<ArgSpec, Setting> each : used.entrySet()) {
      if (each.getKey() instanceof OptionSpec option && command.args().contains(option)) {
        Pattern name = mention(option.longestName());
        Matcher found = name.matcher(message);
        if (found.find()) {
          mentioned.put(found.start(), each.getValue());
          named = name.matcher(named).replaceAll(each.getValue().name());
        }
      }
    }
    return mentioned.values().stream()
            .filter(setting -> setting.layer() == Layer.FILE)
            .findFirst()
            .map(setting -> setting.place() + ": ")
            .orElse("")
        + named;
  }

  private static Pattern mention(String option) {
    return Pattern.compile(
        "(?:option '" + option + "'(?: \\([^)]*\\))?|(?<![\\w-])" + option + "(?![\\w-]))");
  }
}
