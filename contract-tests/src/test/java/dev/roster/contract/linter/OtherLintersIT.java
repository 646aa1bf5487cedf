package dev.roster.contract.linter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.contract.NpmProject;
import dev.roster.contract.RosterAlignment;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Lints both documents with the linters that others use. Only with {@code -Dlinters=all}, since it
 * needs npm and what npm fetches.
 */
@EnabledIfSystemProperty(named = "linters", matches = "all")
class OtherLintersIT {
  private static NpmProject linters;

  @BeforeAll
  static void install() throws Exception {
    linters = NpmProject.install(Path.of("linters"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {RosterAlignment.COOLSET, RosterAlignment.COMPLEAT, RosterAlignment.CONSOLE})
  void redoclyHasNothingToSay(String document) throws Exception {
    String output =
        linters.run("npx", "redocly", "lint", "--config", "redocly.yaml", path(document));

    assertThat(output).contains("Your API description is valid");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {RosterAlignment.COOLSET, RosterAlignment.COMPLEAT, RosterAlignment.CONSOLE})
  void spectralHasNothingToSay(String document) throws Exception {
    String output =
        linters.run(
            "npx",
            "spectral",
            "lint",
            "--ruleset",
            "spectral.yaml",
            "--fail-severity",
            "hint",
            path(document));

    assertThat(output).contains("No results with a severity of 'hint' or higher found!");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {RosterAlignment.COOLSET, RosterAlignment.COMPLEAT, RosterAlignment.CONSOLE})
  void everyExampleIsOneOfItsSchema(String document) throws Exception {
    String output = linters.run("npx", "openapi-examples-validator", path(document));

    assertThat(output).contains("No errors found");
    assertThat(output).containsPattern("Total examples found: [1-9]");
  }

  private static String path(String document) {
    return Path.of("..", "specs", document + ".yaml").toAbsolutePath().normalize().toString();
  }
}
