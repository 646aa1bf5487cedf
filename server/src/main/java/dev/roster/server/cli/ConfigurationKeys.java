package dev.roster.server.cli;

import dev.roster.server.configuration.Key;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The keys of the configuration, which are the options of {@code roster serve}. */
final class ConfigurationKeys {
  /** The option that names the file; it has a variable, and is no key of the file. */
  static final String FILE_OPTION = "--config";

  static final String FILE_VARIABLE = Key.variable("config");

  private ConfigurationKeys() {}

  /** The keys of all options of a command. */
  static List<Key> of(CommandSpec command) {
    return command.options().stream().flatMap(option -> of(option).stream()).toList();
  }

  /** The key of an option; empty if only the command line gives it a value. */
  static Optional<Key> of(ArgSpec arg) {
    return arg instanceof OptionSpec option && isKey(option)
        ? Optional.of(
            new Key(
                option.longestName().substring("--".length()),
                has(option, Secret.class),
                option.isMultiValue()))
        : Optional.empty();
  }

  private static boolean isKey(OptionSpec option) {
    boolean ofServe = option.command().userObject() instanceof ServeCommand;
    return !option.usageHelp()
        && !option.versionHelp()
        && !has(option, CommandLineOnly.class)
        && (ofServe || has(option, ConfigurationKey.class));
  }

  private static boolean has(ArgSpec option, Class<? extends Annotation> annotation) {
    return option.userObject() instanceof AnnotatedElement declared
        && declared.isAnnotationPresent(annotation);
  }

  /** Reports whether the command reads a configuration file. */
  static boolean readsFile(CommandSpec command) {
    return command.findOption(FILE_OPTION) != null;
  }

  /** The environment variables of a command and its subcommands. */
  static SortedSet<String> variables(CommandLine command) {
    SortedSet<String> names = new TreeSet<>();
    if (readsFile(command.getCommandSpec())) {
      names.add(FILE_VARIABLE);
    }
    for (Key key : of(command.getCommandSpec())) {
      names.add(key.variable());
      key.variableOfFile().ifPresent(names::add);
    }
    command.getSubcommands().values().forEach(each -> names.addAll(variables(each)));
    return names;
  }
}
