package dev.roster.server.cli;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * The command with its subcommands: all of them, or the one alone that the arguments name. To build
 * all takes longer than most of them run.
 */
public final class CommandTree {
  /** In the order of {@code roster --help}. */
  private static final List<Class<?>> SUBCOMMANDS =
      List.of(
          ServeCommand.class,
          ConfigCommand.class,
          SandboxCommand.class,
          OnboardCommand.class,
          TokenCommand.class,
          TenantKeyCommand.class,
          CompanyCommand.class,
          UserCommand.class,
          ImportCommand.class,
          ExportCommand.class,
          MigrateCommand.class,
          DoctorCommand.class,
          InvitationCommand.class,
          OutboxCommand.class,
          AuditCommand.class,
          CompletionCommand.class,
          ManCommand.class,
          VersionCommand.class);

  private CommandTree() {}

  /** The command with all subcommands, which help and suggestions need. */
  public static CommandLine whole(Object command) {
    return with(command, SUBCOMMANDS).addSubcommand(HelpCommand.class);
  }

  /** The command with the subcommand that comes first; whole if none is named. */
  public static CommandLine of(Object command, String... arguments) {
    @Nullable Class<?> named = arguments.length == 0 ? null : byName().get(arguments[0]);
    return named == null ? whole(command) : with(command, List.of(named));
  }

  private static CommandLine with(Object command, Collection<Class<?>> subcommands) {
    CommandLine line = new CommandLine(command);
    subcommands.forEach(line::addSubcommand);
    line.getSubcommands().values().forEach(CommandTree::order);
    return line;
  }

  /** Puts the commands of a group into the order that it declares. */
  private static void order(CommandLine group) {
    CommandOrder order = group.getCommand().getClass().getAnnotation(CommandOrder.class);
    if (order != null) {
      CommandSpec spec = group.getCommandSpec();
      for (String name : order.value()) {
        spec.addSubcommand(name, spec.removeSubcommand(name));
      }
    }
  }

  /**
   * The command that these words name.
   *
   * @param root the command with all its subcommands
   * @param asking the command that was given the words
   * @throws ParameterException if there is none
   */
  static CommandLine named(CommandLine root, List<String> words, CommandSpec asking) {
    CommandLine command = root;
    for (String word : words) {
      command =
          Optional.ofNullable(command.getSubcommands().get(word))
              .orElseThrow(() ->
                  new ParameterException(
                      asking.commandLine(), "There is no such command; roster --help lists all."));
    }
    return command;
  }

  private static Map<String, Class<?>> byName() {
    Map<String, Class<?>> names = new LinkedHashMap<>();
    SUBCOMMANDS.forEach(each -> names.put(each.getAnnotation(Command.class).name(), each));
    return names;
  }
}
