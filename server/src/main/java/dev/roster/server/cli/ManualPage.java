package dev.roster.server.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page of a command, in the macros of man(7), made of what its help says. */
final class ManualPage {
  private final CommandLine command;
  private final StringBuilder roff = new StringBuilder();

  private ManualPage(CommandLine command) {
    this.command = command;
  }

  /**
   * The page of a command.
   *
   * @param release what the foot of the page calls the program
   */
  static String of(CommandLine command, String release) {
    return new ManualPage(command).write(release);
  }

  /** The name of the page: the command with its parents, joined by hyphens. */
  static String name(CommandLine command) {
    return command.getCommandSpec().qualifiedName("-");
  }

  /** The command and all below it. */
  static List<CommandLine> tree(CommandLine command) {
    List<CommandLine> all = new ArrayList<>(List.of(command));
    below(command).forEach(each -> all.addAll(tree(each)));
    return all;
  }

  private static List<CommandLine> below(CommandLine command) {
    return command.getSubcommands().values().stream()
        .filter(each -> !each.getCommandSpec().usageMessage().hidden())
        .toList();
  }

  private String write(String release) {
    CommandSpec spec = command.getCommandSpec();
    String name = name(command);
    macro(".TH " + quoted(name.toUpperCase(Locale.ROOT)) + " 1 \"\" " + quoted(release));
    macro(".SH NAME");
    text(name + " - " + Summary.of(spec));
    macro(".SH SYNOPSIS");
    macro(".nf");
    text(new CommandHelp(spec, Help.defaultColorScheme(Ansi.OFF)).synopsis(0).strip());
    macro(".fi");
    macro(".SH DESCRIPTION");
    paragraphs(spec.usageMessage().description());
    arguments(spec);
    commands();
    macro(".SH EXIT STATUS");
    item("\\fB0\\fR", "It was done.");
    item("\\fB1\\fR", "It was refused or failed; the error output says why.");
    item("\\fB2\\fR", "The command line was not understood.");
    related();
    return roff.toString();
  }

  private void arguments(CommandSpec spec) {
    List<ArgSpec> shown = new ArrayList<>();
    spec.positionalParameters().stream().filter(each -> !each.hidden()).forEach(shown::add);
    spec.options().stream().filter(each -> !each.hidden()).forEach(shown::add);
    if (!shown.isEmpty()) {
      macro(".SH OPTIONS");
      shown.forEach(each -> item(label(each), each.renderedDescription()));
    }
  }

  private static String label(ArgSpec argument) {
    return switch (argument) {
      case OptionSpec option -> {
        List<String> names =
            Arrays.stream(option.names()).map(each -> "\\fB" + escaped(each) + "\\fR").toList();
        String value =
            option.arity().max() > 0 ? " \\fI" + escaped(option.paramLabel()) + "\\fR" : "";
        yield String.join(", ", names) + value;
      }
      case PositionalParamSpec parameter -> "\\fI" + escaped(parameter.paramLabel()) + "\\fR";
      default -> escaped(argument.paramLabel());
    };
  }

  private void commands() {
    List<CommandLine> below = below(command);
    if (!below.isEmpty()) {
      macro(".SH COMMANDS");
      below.forEach(each ->
          item(
              "\\fB" + escaped(each.getCommandName()) + "\\fR",
              Summary.of(each.getCommandSpec()) + "."));
    }
  }

  private void related() {
    List<String> others = new ArrayList<>();
    if (command.getParent() != null) {
      others.add(name(command.getParent()));
    }
    below(command).forEach(each -> others.add(name(each)));
    if (!others.isEmpty()) {
      macro(".SH SEE ALSO");
      macro(
          String.join(
              ",\n", others.stream().map(each -> "\\fB" + escaped(each) + "\\fR(1)").toList()));
    }
  }

  private void item(String label, String... description) {
    macro(".TP");
    macro(label);
    text(Summary.plain(String.join(" ", description)));
  }

  private void paragraphs(String... lines) {
    for (String line : lines) {
      String plain = Summary.plain(line);
      if (plain.isEmpty()) {
        macro(".PP");
      } else {
        text(plain);
        macro(".br");
      }
    }
  }

  private void macro(String line) {
    roff.append(line).append('\n');
  }

  private void text(String text) {
    text.lines().map(ManualPage::escaped).forEach(this::macro);
  }

  private static String quoted(String text) {
    return '"' + escaped(text).replace("\"", "\\(dq") + '"';
  }

  /** The text as roff reads it: no escapes, hyphens that can be copied, no macro at its begin. */
  private static String escaped(String text) {
    String plain = text.replace("\\", "\\e").replace("-", "\\-");
    return plain.startsWith(".") || plain.startsWith("'") ? "\\&" + plain : plain;
  }
}
