package dev.roster.server.cli;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

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
    return with(command, SUBCOMMANDS).addSubcommand(new CommandLine.HelpCommand());
  }

  /** The command with the subcommand that comes first; whole if none is named. */
  public static CommandLine of(Object command, String... arguments) {
    @Nullable Class<?> named = arguments.length == 0 ? null : byName().get(arguments[0]);
    return named == null ? whole(command) : with(command, List.of(named));
  }

  private static CommandLine with(Object command, Collection<Class<?>> subcommands) {
    CommandLine line = new CommandLine(command);
    subcommands.forEach(line::addSubcommand);
    return line;
  }

  private static Map<String, Class<?>> byName() {
    Map<String, Class<?>> names = new LinkedHashMap<>();
    SUBCOMMANDS.forEach(each -> names.put(each.getAnnotation(Command.class).name(), each));
    return names;
  }
}
