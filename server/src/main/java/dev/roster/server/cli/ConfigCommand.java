package dev.roster.server.cli;

import dev.roster.server.configuration.Configuration;
import dev.roster.server.configuration.Key;
import dev.roster.server.configuration.Layer;
import dev.roster.server.configuration.Setting;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code roster config}: the options of {@code roster serve}, shown instead of served. */
@ReadOnlyCommand
@Command(
    name = "config",
    description = {
      "Prints the effective configuration and checks it: the value that each key would have in a"
          + " start now and where it comes from, with passwords masked. The exit code is 2 where"
          + " 'roster serve' would refuse to start. A server that runs is not asked.",
      "",
      "It takes the options of 'roster serve' and reads the same variables and the same file.",
      ""
    })
public final class ConfigCommand extends ServeCommand {
  @CommandLineOnly
  @Option(
      names = "--format",
      paramLabel = "text|json",
      defaultValue = "text",
      description =
          "A table, or one JSON object with a member per key (default: ${DEFAULT-VALUE}).")
  private ConfigFormat format;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    @Nullable ParameterException refused = null;
    Map<String, String> computed = Map.of();
    try {
      computed = computedDefaults(plan());
    } catch (ParameterException wrong) {
      refused = wrong;
    }
    print(new Configuration(settings(computed)));
    if (refused != null) {
      throw refused;
    }
    return 0;
  }

  private void print(Configuration configuration) {
    List<ConfigFormat.Row> rows = new ArrayList<>();
    for (OptionSpec option : spec.options()) {
      ConfigurationKeys.of(option)
          .map(key -> new ConfigFormat.Row(key, effective(configuration, option, key)))
          .ifPresent(rows::add);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(format.of(rows));
    out.flush();
  }

  /** Those of all layers. */
  private List<Setting> settings(Map<String, String> computed) {
    List<Setting> settings =
        new ArrayList<>(ConfiguredDefaults.of(spec).configuration(spec).settings().toList());
    for (OptionSpec option : spec.options()) {
      ConfigurationKeys.of(option)
          .ifPresent(key -> {
            byDefault(option)
                .or(() -> Optional.ofNullable(computed.get(key.name())))
                .ifPresent(value -> settings.add(setting(key, value, Layer.DEFAULT, "default")));
            if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
              settings.add(setting(key, given(option), Layer.COMMAND_LINE, "command line"));
            }
          });
    }
    return settings;
  }

  private static Setting setting(Key key, String value, Layer layer, String place) {
    return new Setting(key.name(), value, layer, "--" + key.name(), place);
  }

  private static Optional<String> byDefault(OptionSpec option) {
    return option.type() == boolean.class && option.defaultValue() == null
        ? Optional.of("false")
        : Optional.ofNullable(option.defaultValue());
  }

  private static String given(OptionSpec option) {
    @Nullable Object flag = option.getValue();
    return flag instanceof Boolean
        ? flag.toString()
        : String.join(",", option.originalStringValues());
  }

  /** Of options that exclude each other, the one of the highest layer counts. */
  private static Optional<Setting> effective(
      Configuration configuration, OptionSpec option, Key key) {
    Optional<Setting> own = configuration.get(key.name());
    if (option.group() == null) {
      return own;
    }
    Optional<Layer> highest =
        option.group().args().stream()
            .flatMap(each -> layer(configuration, each).stream())
            .max(Comparator.naturalOrder());
    return own.filter(setting -> highest.get() == setting.layer());
  }

  private static Optional<Layer> layer(Configuration configuration, ArgSpec option) {
    return ConfigurationKeys.of(option)
        .flatMap(key -> configuration.get(key.name()))
        .map(Setting::layer);
  }
}
