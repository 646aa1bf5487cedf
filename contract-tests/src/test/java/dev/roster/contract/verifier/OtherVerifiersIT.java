package dev.roster.contract.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.contract.InProcessServer;
import dev.roster.contract.RosterAlignment;
import dev.roster.contract.SharedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Verifies the committed pacts against the real server with the verifier of other languages, which
 * sets the provider states by HTTP. Only with {@code -Dverifiers=all}, since it needs npm and what
 * npm fetches.
 */
@ExtendWith(SharedServer.class)
@EnabledIfSystemProperty(named = "verifiers", matches = "all")
class OtherVerifiersIT {
  private static final Path SOURCE = Path.of("verifiers", "rust-core");
  private static final Path FOLDER = Path.of("target", "verifiers", "rust-core");
  private static final Pattern VERIFIED = Pattern.compile("(?m)^  \\S.* verification\\)$");
  private static final int MINUTES = 10;

  private final InProcessServer roster = SharedServer.roster();

  @BeforeAll
  static void install() throws Exception {
    Files.createDirectories(FOLDER);
    for (String file : List.of("package.json", "verify.cjs")) {
      Files.write(FOLDER.resolve(file), Files.readAllBytes(SOURCE.resolve(file)));
    }
    run("npm", "install", "--no-audit", "--no-fund", "--no-package-lock");
  }

  @ParameterizedTest
  @ValueSource(strings = {RosterAlignment.COOLSET, RosterAlignment.COMPLEAT})
  void theRustCoreFindsThatTheServerKeepsEveryInteraction(String provider) throws Exception {
    Path pact = RosterAlignment.CONFIG.pacts().resolve("roster-java-client-" + provider + ".json");

    String output =
        run(
            "node",
            "verify.cjs",
            roster.baseUri().toString(),
            provider,
            pact.toAbsolutePath().toString());

    int interactions = new ObjectMapper().readTree(pact.toFile()).path("interactions").size();
    assertThat(interactions).isPositive();
    assertThat(VERIFIED.matcher(output).results()).as(output).hasSize(interactions);
    System.out.printf("rust core, %s: %d interactions%n", provider, interactions);
  }

  /** Runs a command to its end, which must be a success, and returns its output. */
  private static String run(String... command) throws IOException, InterruptedException {
    Path output = Files.createTempFile(FOLDER, "output-", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(FOLDER.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("PACT_DO_NOT_TRACK", "true");
    Process process = builder.start();
    try {
      boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
      String text = Files.readString(output);
      assertThat(ended && process.exitValue() == 0)
          .as(String.join(" ", command) + "\n" + text)
          .isTrue();
      return text;
    } finally {
      process.destroyForcibly();
      Files.delete(output);
    }
  }
}
