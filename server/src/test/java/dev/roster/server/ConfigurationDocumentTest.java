package dev.roster.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.CommandFixture.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.OptionSpec;

/** Holds {@code docs/configuration.md} to the command. */
class ConfigurationDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "configuration.md");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([a-z-]+)` \\| `([A-Z_]+)` \\| (.+?) \\| .+ \\|$");
  private static final Pattern EXAMPLE = Pattern.compile("(?s)```yaml\\n(.*?)```");

  @TempDir Path folder;

  @Test
  void theTableHasEachKeyWithItsVariable() throws IOException {
    List<String> rows =
        ROW.matcher(Files.readString(DOCUMENT))
            .results()
            .map(row -> row.group(1) + " " + row.group(2))
            .toList();

    assertThat(rows)
        .containsExactlyInAnyOrderElementsOf(
            ConfigurationKeysTest.keys().stream()
                .map(key -> key + " ROSTER_" + key.toUpperCase(Locale.ROOT).replace('-', '_'))
                .toList());
  }

  @Test
  void theTableHasTheDefaultOfEachKey() throws IOException {
    Map<String, OptionSpec> options =
        ConfigurationKeysTest.options()
            .collect(
                Collectors.toMap(option -> option.longestName().substring(2), option -> option));
    Matcher row = ROW.matcher(Files.readString(DOCUMENT));
    while (row.find()) {
      String value = options.get(row.group(1)).defaultValue();
      if (value != null) {
        assertThat(row.group(3)).as(row.group(1)).isEqualTo("`" + value + "`");
      }
    }
  }

  @Test
  void theExampleIsAccepted() throws IOException {
    Matcher example = EXAMPLE.matcher(Files.readString(DOCUMENT));
    assertThat(example.find()).isTrue();
    Path secret = Files.writeString(folder.resolve("secret"), "postgresql://a:s3cret@h/d\n");
    Path file =
        Files.writeString(
            folder.resolve("roster.yaml"),
            example.group(1).replaceAll("/run/secrets/[a-z-]+", secret.toString()));

    Outcome outcome = CommandFixture.run(Map.of(), "config", "--config", file.toString());

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .contains("postgresql://a:***@h/d", "10.0.0.5,192.168.0.0/24", "Europe/Amsterdam")
        .doesNotContain("s3cret");
  }
}
