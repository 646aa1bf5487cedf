package dev.roster.contract;

import static org.assertj.core.api.Assertions.assertThat;

import au.com.dius.pact.core.model.Interaction;
import au.com.dius.pact.provider.junit5.HttpTestTarget;
import au.com.dius.pact.provider.junit5.PactVerificationContext;
import au.com.dius.pact.provider.junitsupport.loader.PactSource;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.alignment.check.Check;
import dev.roster.alignment.check.CheckResults;
import dev.roster.openapi.OpenApiDocument;
import dev.roster.openapi.Operation;
import dev.roster.testkit.RosterInstance;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/** Holds the real server against every interaction of the committed pacts with one provider. */
@PactSource(ConfiguredPacts.class)
@TestInstance(Lifecycle.PER_CLASS)
abstract class ProviderVerification {
  private final String provider;
  private RosterInstance roster;
  private final OpenApiDocument document;
  private final CheckResults results;
  private int verified;

  ProviderVerification(String provider) {
    this.provider = provider;
    this.document = RosterAlignment.CONFIG.document(provider);
    this.results =
        new CheckResults(
            RosterAlignment.CONFIG, Check.SERVER_PACT, provider, "Pact's provider verification");
  }

  @BeforeAll
  void start() {
    roster = RosterInstance.start();
  }

  @AfterAll
  void stop() throws IOException {
    handIn(results);
    roster.close();
    assertThat(verified).as("interactions with %s that were verified", provider).isPositive();
    if (!ConfiguredPacts.fromBroker()) {
      assertThat(verified).as("all of the repository").isEqualTo(interactions());
    }
  }

  /** Hands in what this run found to the alignment report. */
  void handIn(CheckResults found) {
    found.write();
  }

  RosterInstance roster() {
    return roster;
  }

  @BeforeEach
  void aim(PactVerificationContext context) {
    URI server = roster.baseUri();
    context.setTarget(
        new HttpTestTarget(server.getHost(), server.getPort(), "", () -> provider -> askingOnce()));
  }

  /** Pact's own client waits as long as a 429 says, and asks again. */
  private static CloseableHttpClient askingOnce() {
    return HttpClients.custom().disableAutomaticRetries().disableRedirectHandling().build();
  }

  @TestTemplate
  @ExtendWith(TestkitStates.class)
  void theServerDoesWhatTheClientExpects(PactVerificationContext context) {
    verified++;
    Interaction interaction = context.getInteraction();
    try {
      context.verifyInteraction();
      results.add(provider, operation(interaction), List.of());
    } catch (AssertionError refused) {
      refused(interaction, refused);
      throw refused;
    }
  }

  /** Notes that the server, or the state it should be in, is not what the interaction expects. */
  void refused(Interaction interaction, Throwable why) {
    results.add(
        provider,
        operation(interaction),
        List.of(RefusedInteraction.difference(document, interaction, why)));
  }

  private String operation(Interaction interaction) {
    return RefusedInteraction.operation(document, interaction)
        .map(Operation::id)
        .orElse(CheckResults.WHOLE_DOCUMENT);
  }

  /** How many interactions the committed pacts have with the provider, counted without Pact. */
  private int interactions() throws IOException {
    int count = 0;
    for (String text : CommittedPacts.in(CommittedPacts.COMMITTED).values()) {
      JsonNode pact = new ObjectMapper().readTree(text);
      if (pact.at("/provider/name").asText().equals(provider)) {
        count += pact.get("interactions").size();
      }
    }
    return count;
  }
}
