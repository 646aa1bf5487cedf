package dev.roster.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The help of all commands, as it stands on a terminal. */
class CommandHelpTest {
  private static final int TERMINAL = 80;

  private static List<CommandLine> all() {
    return below(Main.commandLine());
  }

  private static List<CommandLine> below(CommandLine command) {
    List<CommandLine> all = new ArrayList<>(List.of(command));
    command.getSubcommands().values().forEach(each -> all.addAll(below(each)));
    return all;
  }

  private static List<String> words(CommandLine command, int width) {
    command.setUsageHelpWidth(width);
    return List.of(command.getUsageMessage().strip().split("\\s+"));
  }

  /** Names such as docs/command.md and directory.imported stay whole. */
  @ParameterizedTest
  @ValueSource(ints = {TERMINAL, 100})
  void noLineEndsWithinAWord(int width) {
    for (CommandLine command : all()) {
      assertThat(words(command, width))
          .as(command.getCommandSpec().qualifiedName())
          .isEqualTo(words(command, 2_000));
    }
  }

  @Test
  void noLineIsLongerThanATerminalIsWide() {
    for (CommandLine command : all()) {
      if (command.getCommandSpec().usageMessage().footer().length == 0) {
        assertThat(command.getUsageMessage().lines())
            .as(command.getCommandSpec().qualifiedName())
            .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(TERMINAL));
      }
    }
  }

  @Test
  void eachCommandTakesOneLineOfAList() {
    for (CommandLine command : all()) {
      List<String> listed =
          command
              .getUsageMessage()
              .lines()
              .dropWhile(line -> !line.equals("Commands:"))
              .skip(1)
              .takeWhile(line -> line.startsWith("  "))
              .toList();

      assertThat(listed.stream().map(line -> line.strip().split(" ")[0]))
          .as(command.getCommandSpec().qualifiedName())
          .containsExactlyElementsOf(command.getSubcommands().keySet());
    }
  }
}
