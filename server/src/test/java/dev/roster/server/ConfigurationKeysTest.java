package dev.roster.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.server.CommandFixture.Outcome;
import dev.roster.server.cli.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.OptionSpec;

/** Every option of {@code roster serve} is a key with one name in three places. */
class ConfigurationKeysTest {
  private static final Set<String> OF_THE_COMMAND_LINE = Set.of("--help", "--version", "--config");

  /** Three values for each, of which a later place replaces an earlier one. */
  private static final Map<String, List<String>> VALUES =
      Map.ofEntries(
          Map.entry("TIME", List.of("1s", "2s", "3s")),
          Map.entry("true|false", List.of("false", "true", "false")),
          Map.entry("off|report|refuse", List.of("report", "refuse", "off")),
          Map.entry("text|json", List.of("json", "text", "json")),
          Map.entry("ADDRESS", List.of("a@b.example", "c@d.example", "e@f.example")),
          Map.entry("ZONE", List.of("Europe/Paris", "Europe/Rome", "Europe/Oslo")));

  private static final List<String> NUMBERS = List.of("101", "102", "103");

  @TempDir Path folder;

  static List<String> keys() {
    return options()
        .map(OptionSpec::longestName)
        .filter(name -> !OF_THE_COMMAND_LINE.contains(name))
        .map(name -> name.substring(2))
        .toList();
  }

  static Stream<OptionSpec> options() {
    return Main.commandLine().getSubcommands().get("serve").getCommandSpec().options().stream();
  }

  private static OptionSpec option(String key) {
    return options()
        .filter(each -> each.longestName().equals("--" + key))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> values(OptionSpec option) {
    if (option.type() == boolean.class || option.type() == Boolean.class) {
      return VALUES.get("true|false");
    }
    return Optional.ofNullable(VALUES.get(option.paramLabel())).orElse(NUMBERS);
  }

  private static String variable(String key) {
    return "ROSTER_" + key.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  private static String argument(OptionSpec option, String value) {
    boolean flag = option.arity().max() == 0;
    return flag && value.equals("false") && option.negatable()
        ? "--no-" + option.longestName().substring(2)
        : option.longestName() + (flag ? "" : "=" + value);
  }

  private JsonNode shown(Map<String, String> variables, String... arguments) throws IOException {
    List<String> line = new ArrayList<>(List.of("config", "--format=json"));
    line.addAll(List.of(arguments));
    Outcome outcome = CommandFixture.run(variables, line.toArray(String[]::new));
    assertThat(outcome.out()).as(outcome.err()).startsWith("{");
    return new ObjectMapper().readTree(outcome.out());
  }

  private static String value(JsonNode shown, String key) {
    JsonNode value = shown.get(key).get("value");
    return value.isArray() ? value.get(0).asText() : value.asText();
  }

  /** All eight sets of the three places that can set it, through the command. */
  @ParameterizedTest
  @MethodSource("keys")
  void theHighestPlaceThatSetsAKeyCounts(String key) throws IOException {
    OptionSpec option = option(key);
    List<String> values = values(option);
    boolean flag = option.arity().max() == 0;
    String ofCommandLine = flag && !option.negatable() ? "true" : values.get(2);
    Path file = Files.writeString(folder.resolve("roster.yaml"), key + ": " + values.get(0));
    Path empty = Files.writeString(folder.resolve("empty.yaml"), "");
    for (int places = 0; places < 8; places++) {
      boolean inFile = (places & 1) != 0;
      boolean inVariable = (places & 2) != 0;
      boolean onCommandLine = (places & 4) != 0;
      Map<String, String> variables = inVariable ? Map.of(variable(key), values.get(1)) : Map.of();
      List<String> arguments = new ArrayList<>(List.of("--config=" + (inFile ? file : empty)));
      if (onCommandLine) {
        arguments.add(argument(option, ofCommandLine));
      }

      JsonNode shown = shown(variables, arguments.toArray(String[]::new));

      String source = shown.get(key).get("source").asText();
      if (onCommandLine) {
        assertThat(source).isEqualTo("command line");
        assertThat(value(shown, key)).isIn(ofCommandLine, "***");
      } else if (inVariable) {
        assertThat(source).isEqualTo("environment " + variable(key));
        assertThat(value(shown, key)).isIn(values.get(1), "***");
      } else if (inFile) {
        assertThat(source).isEqualTo(file + ":1");
        assertThat(value(shown, key)).isIn(values.get(0), "***");
      } else {
        assertThat(source).isEqualTo("default");
      }
    }
  }

  /** The value that is shown is the one that the option gets. */
  @ParameterizedTest
  @MethodSource("keys")
  void theShownValueIsTheOneThatCounts(String key) throws IOException {
    OptionSpec option = option(key);
    Path file =
        Files.writeString(folder.resolve("roster.yaml"), key + ": " + values(option).get(0));
    Map<String, String> variables = Map.of(variable(key), values(option).get(1));
    String[] arguments = {"serve", "--config=" + file};
    var parsed = Main.commandLine(variables, arguments);

    parsed.parseArgs(arguments);

    OptionSpec set = parsed.getSubcommands().get("serve").getCommandSpec().findOption("--" + key);
    if (set.group() == null) {
      assertThat(String.valueOf((Object) set.getValue()).toLowerCase(Locale.ROOT))
          .contains(shownBy(option, values(option).get(1)));
    }
  }

  private static String shownBy(OptionSpec option, String value) {
    return option.paramLabel().equals("TIME") ? "pt" + value : value.toLowerCase(Locale.ROOT);
  }

  /** A flag on the command line means what it says, whatever a file or variable says. */
  @Test
  void flagsAreNotToggledByTheirDefaults() {
    for (OptionSpec flag : options().filter(each -> each.arity().max() == 0).toList()) {
      if (OF_THE_COMMAND_LINE.contains(flag.longestName())) {
        continue;
      }
      String key = flag.longestName().substring(2);
      for (String before : List.of("true", "false")) {
        var parsed = Main.commandLine(Map.of(variable(key), before), "serve", flag.longestName());
        parsed.parseArgs("serve", flag.longestName());

        Object value =
            parsed
                .getSubcommands()
                .get("serve")
                .getCommandSpec()
                .findOption(flag.longestName())
                .getValue();
        assertThat(value).as(key + " after " + before).isEqualTo(true);
      }
    }
  }

  /** So that a new option with a password is masked, and can be in a file of its own. */
  @Test
  void everyOptionThatMayHoldAPasswordIsASecret() {
    Set<String> secrets = new TreeSet<>();
    for (String key : keys()) {
      String text = String.join(" ", option(key).description()) + key;
      if (text.toLowerCase(Locale.ROOT).matches("(?s).*(password|secret|passphrase).*")) {
        secrets.add(variable(key) + "_FILE");
      }
    }

    assertThat(secrets).contains("ROSTER_DATABASE_URL_FILE", "ROSTER_SMTP_URL_FILE");
    assertThat(Environment.known(Main.commandLine())).containsAll(secrets);
  }

  @Test
  void noTwoKeysHaveOneName() {
    Map<String, Integer> names = new TreeMap<>();
    for (String key : keys()) {
      names.merge(variable(key), 1, Integer::sum);
      names.merge(variable(key) + "_FILE", 1, Integer::sum);
    }

    assertThat(names.values()).containsOnly(1);
  }
}
