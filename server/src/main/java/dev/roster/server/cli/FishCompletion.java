package dev.roster.server.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The completion of a command for fish, which picocli does not write. */
final class FishCompletion {
  private final StringBuilder script = new StringBuilder();
  private final String name;

  private FishCompletion(String name) {
    this.name = name;
  }

  /** A line for each command and each option. */
  static String of(String name, CommandLine command) {
    FishCompletion completion = new FishCompletion(name);
    completion
        .script
        .append("# Completion of ")
        .append(name)
        .append(" for fish. To keep it:\n# ")
        .append(name)
        .append(" completion fish > ~/.config/fish/completions/")
        .append(name)
        .append(".fish\n");
    completion.script.append("complete -c ").append(name).append(" -f\n");
    completion.add(command, List.of());
    return completion.script.toString();
  }

  private void add(CommandLine command, List<String> path) {
    for (OptionSpec option : command.getCommandSpec().options()) {
      if (!option.hidden()) {
        line(seen(path), names(option), Summary.of(option.description()));
      }
    }
    for (PositionalParamSpec parameter : command.getCommandSpec().positionalParameters()) {
      values(parameter)
          .ifPresent(words -> line(seen(path), "-a " + words, Summary.of(parameter.description())));
    }
    for (Map.Entry<String, CommandLine> each : command.getSubcommands().entrySet()) {
      line(
          path.isEmpty()
              ? "__fish_use_subcommand"
              : seen(path) + "; and not " + anyOf(command.getSubcommands().keySet()),
          "-a " + each.getKey(),
          Summary.of(each.getValue().getCommandSpec()));
      List<String> deeper = new ArrayList<>(path);
      deeper.add(each.getKey());
      add(each.getValue(), deeper);
    }
  }

  private static String seen(List<String> path) {
    return path.isEmpty()
        ? "__fish_use_subcommand"
        : String.join(
            "; and ", path.stream().map(word -> "__fish_seen_subcommand_from " + word).toList());
  }

  private static String anyOf(Iterable<String> names) {
    return "__fish_seen_subcommand_from " + String.join(" ", names);
  }

  /** The words that an argument can be; empty if it can be any. */
  private static Optional<String> values(ArgSpec argument) {
    List<String> values = new ArrayList<>();
    if (argument.completionCandidates() != null) {
      argument.completionCandidates().forEach(values::add);
    }
    return values.isEmpty() ? Optional.empty() : Optional.of(quoted(String.join(" ", values)));
  }

  private static String names(OptionSpec option) {
    List<String> names = new ArrayList<>();
    for (String each : option.names()) {
      names.add(each.startsWith("--") ? "-l " + each.substring(2) : "-s " + each.substring(1));
      if (option.negatable()) {
        names.add("-l no-" + each.substring(2));
      }
    }
    boolean takesValue = option.arity().max() > 0;
    String values = values(option).map(words -> " -a " + words).orElse("");
    boolean file = takesValue && option.type().equals(Path.class);
    return String.join(" ", names) + (takesValue ? " -r" + (file ? " -F" : "") + values : "");
  }

  private void line(String condition, String what, String description) {
    script
        .append("complete -c ")
        .append(name)
        .append(" -n ")
        .append(quoted(condition))
        .append(' ')
        .append(what)
        .append(" -d ")
        .append(quoted(description))
        .append('\n');
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
