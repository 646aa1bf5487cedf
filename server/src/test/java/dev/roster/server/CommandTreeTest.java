package dev.roster.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.CommandFixture.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.AutoComplete;
import picocli.CommandLine;

/** A command builds its own options only, and nobody can tell. */
class CommandTreeTest {
  private static final Map<String, CommandLine> ALL = Main.commandLine().getSubcommands();

  private static Set<String> builtFor(String... arguments) {
    return Main.commandLine(Map.of(), arguments).getSubcommands().keySet();
  }

  @Test
  void aCommandIsBuiltWithoutTheOthers() {
    assertThat(ALL).hasSizeGreaterThan(10);
    for (String name : ALL.keySet()) {
      assertThat(builtFor(name, "--help"))
          .containsExactlyElementsOf(name.equals("help") ? ALL.keySet() : Set.of(name));
    }
  }

  /** People type it before they know of --help. */
  @Test
  void helpIsACommandToo() {
    Outcome all = CommandFixture.run("help");
    Outcome one = CommandFixture.run("help", "serve");

    assertThat(all.exitCode()).isZero();
    assertThat(all.out()).isEqualTo(CommandFixture.run("--help").out());
    assertThat(one.exitCode()).isZero();
    assertThat(one.out()).isEqualTo(CommandFixture.run("serve", "--help").out());
    assertThat(CommandFixture.run("help", "token", "create").out())
        .isEqualTo(CommandFixture.run("token", "create", "--help").out());
    assertThat(CommandFixture.run("help", "sevre"))
        .extracting(Outcome::exitCode, Outcome::err)
        .containsExactly(
            2, "There is no such command; roster --help lists all.\nTry 'roster help --help'.\n");
  }

  /** The commands that are needed first stand first, and none is left out. */
  @Test
  void groupsHaveTheirCommandsInOrder() {
    assertThat(ALL.get("user").getSubcommands().keySet())
        .containsExactly(
            "list",
            "show",
            "suspend",
            "reinstate",
            "readdress",
            "addresses",
            "link",
            "unlink",
            "export",
            "erase");
    assertThat(ALL.get("audit").getSubcommands().keySet()).containsExactly("tail", "export");
    assertThat(ALL.get("company").getSubcommands().keySet()).containsExactly("list", "show");
  }

  @Test
  void aCommandBuiltAloneHasTheSameHelp() {
    ALL.forEach((name, whole) -> {
      CommandLine alone = Main.commandLine(Map.of(), name).getSubcommands().get(name);

      assertThat(alone.getUsageMessage()).isEqualTo(whole.getUsageMessage());
      assertThat(alone.getSubcommands().keySet())
          .containsExactlyElementsOf(whole.getSubcommands().keySet());
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--help", "-V", "sevre", "--", "Serve", "serve=1"})
  void whereNoCommandIsNamedAllAreBuilt(String first) {
    assertThat(builtFor(first, "serve")).containsExactlyElementsOf(ALL.keySet());
    assertThat(builtFor()).containsExactlyElementsOf(ALL.keySet());
  }

  @Test
  void theHelpOfAllListsEachCommand() {
    Outcome help = CommandFixture.run("--help");

    assertThat(help.out()).contains(ALL.keySet());
  }

  /** A variable that an option of another command reads is no mistake. */
  @Test
  void variablesOfOtherCommandsAreKnown() {
    Outcome version = CommandFixture.run(Map.of("ROSTER_SMTP_URL", "smtp://127.0.0.1"), "version");

    assertThat(version.exitCode()).as(version.err()).isZero();
  }

  @Test
  void theCompletionOfAShellKnowsAllCommandsAndTheirOptions() {
    String script = AutoComplete.bash("roster", Main.commandLine());

    assertThat(script).contains(ALL.keySet());
    assertThat(script).contains(List.of("--smtp-url", "--database-url", "--overlap", "--follow"));
  }
}
