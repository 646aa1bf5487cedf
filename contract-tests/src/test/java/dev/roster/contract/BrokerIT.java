package dev.roster.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import au.com.dius.pact.core.pactbroker.Latest;
import au.com.dius.pact.core.pactbroker.PactBrokerClient;
import au.com.dius.pact.core.pactbroker.PublishConfiguration;
import au.com.dius.pact.core.pactbroker.To;
import au.com.dius.pact.provider.junitsupport.Provider;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roster.alignment.check.CheckResults;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** With a broker configured, pacts come from it and what became of them goes back to it. */
@ExtendWith(SharedServer.class)
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class BrokerIT {
  private static final Path PACT =
      CommittedPacts.COMMITTED.resolve("roster-java-client-compleat-users.json");
  private static final String SELECTORS = "[{\"mainBranch\":true},{\"deployed\":true}]";
  private static final Map<String, String> SETTINGS =
      Map.of(
          "pactbroker.consumerversionselectors.rawjson", SELECTORS,
          "pactbroker.providerBranch", "main",
          "pact.provider.version", "7",
          "pact.provider.branch", "main",
          "pact.verifier.publishResults", "true");

  /** The verification of the build, but what it finds here is no matter of the report. */
  @Provider(CompleatProviderIT.NAME)
  static final class FromBroker extends ProviderVerification {
    FromBroker() {
      super(CompleatProviderIT.NAME);
    }

    @Override
    void write(CheckResults found) {}
  }

  @AfterEach
  void forgetTheBroker() {
    System.clearProperty("pactbroker.url");
    SETTINGS.keySet().forEach(System::clearProperty);
  }

  @Test
  void whatTheServerKeepsIsPublishedAndCanBeDeployed() throws IOException {
    try (BrokerDouble broker = new BrokerDouble(onePact("a tenant with users"))) {
      assertThat(canIDeploy(broker)).isFalse();

      TestExecutionSummary summary = verify(broker);

      assertThat(summary.getTestsSucceededCount()).isOne();
      assertThat(broker.heard("/for-verification/compleat-users"))
          .singleElement()
          .satisfies(asked ->
              assertThat(asked.body().path("consumerVersionSelectors"))
                  .isEqualTo(new ObjectMapper().readTree(SELECTORS)));
      assertThat(broker.heard("/results"))
          .singleElement()
          .satisfies(result -> {
            assertThat(result.body().path("success").asBoolean()).isTrue();
            assertThat(result.body().path("providerApplicationVersion").asText()).isEqualTo("7");
          });
      assertThat(canIDeploy(broker)).isTrue();
    }
  }

  @Test
  void aStateThatIsMissingIsRedAlsoAtTheBroker() throws IOException {
    try (BrokerDouble broker = new BrokerDouble(onePact("a tenant of dreamers"))) {
      TestExecutionSummary summary = verify(broker);

      assertThat(summary.getTestsSucceededCount()).isZero();
      assertThat(summary.getFailures())
          .extracting(failure -> failure.getException().getMessage())
          .anyMatch(message -> message.contains("a tenant of dreamers"));
      assertThat(broker.heard("/results"))
          .singleElement()
          .satisfies(result -> assertThat(result.body().path("success").asBoolean()).isFalse());
      assertThat(canIDeploy(broker)).isFalse();
    }
  }

  @Test
  void thePactsOfTheRepositoryCanBePublished() throws IOException {
    try (BrokerDouble broker = new BrokerDouble(onePact("a tenant with users"))) {
      var result =
          new PactBrokerClient(broker.url())
              .uploadPactFile(PACT.toFile(), new PublishConfiguration("7", List.of("dev"), "main"));

      assertThat(result.errorValue()).isNull();
      assertThat(broker.heard("/contracts/publish"))
          .singleElement()
          .satisfies(published -> {
            assertThat(published.body().path("branch").asText()).isEqualTo("main");
            assertThat(published.body().at("/contracts/0/providerName").asText())
                .isEqualTo("compleat-users");
          });
    }
  }

  private static TestExecutionSummary verify(BrokerDouble broker) {
    System.setProperty("pactbroker.url", broker.url());
    SETTINGS.forEach(System::setProperty);
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(FromBroker.class))
                .build(),
            listener);
    return listener.getSummary();
  }

  private static boolean canIDeploy(BrokerDouble broker) {
    return new PactBrokerClient(broker.url())
        .canIDeploy(
            "compleat-users", "7", new Latest.UseLatest(false), new To("production"), List.of())
        .getOk();
  }

  /** The committed pact with one interaction, in this state. */
  private static ObjectNode onePact(String state) throws IOException {
    ObjectNode pact = (ObjectNode) new ObjectMapper().readTree(PACT.toFile());
    for (JsonNode interaction : pact.path("interactions")) {
      if (interaction.path("description").asText().equals("all users of a tenant")) {
        ((ObjectNode) interaction.at("/providerStates/0")).put("name", state);
        pact.set("interactions", new ObjectMapper().createArrayNode().add(interaction));
      }
    }
    assertThat((ArrayNode) pact.get("interactions")).hasSize(1);
    return pact;
  }
}
