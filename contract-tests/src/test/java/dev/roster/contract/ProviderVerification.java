package dev.roster.contract;

import static org.assertj.core.api.Assertions.assertThat;

import au.com.dius.pact.core.model.HttpResponse;
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
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/** Holds the real server against every interaction of the committed pacts with one provider. */
@ExtendWith(SharedServer.class)
@PactSource(ConfiguredPacts.class)
@TestInstance(Lifecycle.PER_CLASS)
abstract class ProviderVerification {
  private final String provider;
  private final OpenApiDocument document;
  private final CheckResults results;
  private final LastResponse lastResponse = new LastResponse();

  /** Pact's own client waits as long as a 429 says, and asks again. */
  private final CloseableHttpClient askingOnce =
      HttpClients.custom()
          .disableAutomaticRetries()
          .disableRedirectHandling()
          .addExecInterceptorLast("last response", lastResponse)
          .build();

  private int verified;

  ProviderVerification(String provider) {
    this.provider = provider;
    this.document = RosterAlignment.CONFIG.document(provider);
    this.results =
        new CheckResults(
            RosterAlignment.CONFIG, Check.SERVER_PACT, provider, "Pact's provider verification");
  }

  @AfterAll
  void stop() throws IOException {
    askingOnce.close();
    write(results);
    assertThat(verified).as("interactions with %s that were verified", provider).isPositive();
    // a quick mutation run selects interactions
    if (!ConfiguredPacts.fromBroker() && !Boolean.getBoolean("mutation.quick")) {
      assertThat(verified).as("all of the repository").isEqualTo(interactions());
    }
  }

  /** Writes the results of this run for the alignment report. */
  void write(CheckResults found) {
    found.write();
  }

  InProcessServer roster() {
    return SharedServer.roster();
  }

  @BeforeEach
  void aim(PactVerificationContext context) {
    URI server = roster().baseUri();
    context.setTarget(
        new HttpTestTarget(server.getHost(), server.getPort(), "", () -> provider -> askingOnce));
  }

  @TestTemplate
  @ExtendWith(ProviderStateSetter.class)
  void theServerDoesWhatTheClientExpects(PactVerificationContext context) {
    verified++;
    Interaction interaction = context.getInteraction();
    try {
      context.verifyInteraction();
      assertValuesOfState(context);
      results.add(provider, operation(interaction), List.of());
    } catch (AssertionError refused) {
      refused(interaction, refused);
      throw refused;
    }
  }

  private void assertValuesOfState(PactVerificationContext context) {
    var expected =
        (HttpResponse) context.getInteraction().asSynchronousRequestResponse().getResponse();
    var state = (Map<?, ?>) context.getExecutionContext().get("providerState");

    assertThat(ValuesOfState.differences(expected, state, lastResponse.body())).isEmpty();
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

  /** The number of interactions of the committed pacts with the provider, counted without Pact. */
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
