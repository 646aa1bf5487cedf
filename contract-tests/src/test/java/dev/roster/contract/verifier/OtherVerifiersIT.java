package dev.roster.contract.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.contract.InProcessServer;
import dev.roster.contract.NpmProject;
import dev.roster.contract.RosterAlignment;
import dev.roster.contract.SharedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Verifies the committed pacts against the real server with the verifier of other languages, which
 * sets the provider states by HTTP. Only with {@code -Dverifiers=all}, since it needs npm and what
 * npm fetches.
 */
@ExtendWith(SharedServer.class)
@EnabledIfSystemProperty(named = "verifiers", matches = "all")
class OtherVerifiersIT {
  private static final Pattern VERIFIED = Pattern.compile("(?m)^  \\S.* verification\\)$");

  private static NpmProject rustCore;

  private final InProcessServer roster = SharedServer.roster();

  @BeforeAll
  static void install() throws Exception {
    rustCore = NpmProject.install(Path.of("verifiers", "rust-core"));
  }

  static List<Path> pacts() throws IOException {
    try (Stream<Path> files = Files.list(RosterAlignment.CONFIG.pacts())) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pacts")
  void theRustCoreFindsThatTheServerKeepsEveryInteraction(Path pact) throws Exception {
    JsonNode json = new ObjectMapper().readTree(pact.toFile());
    String provider = json.at("/provider/name").asText();

    String output =
        rustCore.run(
            "node",
            "verify.cjs",
            roster.baseUri().toString(),
            provider,
            pact.toAbsolutePath().toString());

    int interactions = json.path("interactions").size();
    assertThat(interactions).isPositive();
    assertThat(VERIFIED.matcher(output).results()).as(output).hasSize(interactions);
    System.out.printf("rust core, %s: %d interactions%n", provider, interactions);
  }
}
