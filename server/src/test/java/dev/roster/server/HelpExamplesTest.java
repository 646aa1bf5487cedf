package dev.roster.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The examples of --help can be pasted, however wide the terminal is. */
class HelpExamplesTest {
  private static String help(CommandLine command, int width) {
    StringWriter out = new StringWriter();
    command.setUsageHelpWidth(width);
    command.usage(new PrintWriter(out, true));
    return out.toString();
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 55, 200})
  void theExampleOfTheSandboxStaysInItsLines(int width) {
    assertThat(help(Main.commandLine().getSubcommands().get("sandbox"), width))
        .contains(
            """
              curl -X POST http://127.0.0.1:8090/__sandbox/faults \\
                   -H 'Content-Type: application/json' \\
                   -d '{"kind": "too-many-requests", "retry_after": "PT5S", "count": 1}'
            """);
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 200})
  void theExampleOfASenderStaysInItsLine(int width) {
    assertThat(help(Main.commandLine().getSubcommands().get("serve"), width))
        .contains("'Roster <noreply@example.org>'");
  }
}
