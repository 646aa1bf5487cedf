package dev.roster.server.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

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
    completion.script.append("complete -c ").append(name).append(" -f\n");
    completion.add(command, List.of());
    return completion.script.toString();
  }

  private void add(CommandLine command, List<String> path) {
    for (OptionSpec option : command.getCommandSpec().options()) {
      if (!option.hidden()) {
        line(seen(path), names(option), description(option.description()));
      }
    }
    for (Map.Entry<String, CommandLine> each : command.getSubcommands().entrySet()) {
      line(
          path.isEmpty()
              ? "__fish_use_subcommand"
              : seen(path) + "; and not " + anyOf(command.getSubcommands().keySet()),
          "-a " + each.getKey(),
          description(each.getValue().getCommandSpec().usageMessage().description()));
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

  private static String names(OptionSpec option) {
    List<String> names = new ArrayList<>();
    for (String each : option.names()) {
      names.add(each.startsWith("--") ? "-l " + each.substring(2) : "-s " + each.substring(1));
    }
    boolean takesValue = option.arity().max() > 0;
    List<String> candidates = new ArrayList<>();
    if (option.completionCandidates() != null) {
      option.completionCandidates().forEach(candidates::add);
    }
    String values = candidates.isEmpty() ? "" : " -a " + quoted(String.join(" ", candidates));
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

  /** The first sentence, as short as a menu needs it. */
  private static String description(String... lines) {
    String text = lines.length == 0 ? "" : lines[0];
    return text.replaceAll("%n|\\$\\{[^}]*}", "").replaceFirst("(?s)[.:;(].*", "").strip();
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
