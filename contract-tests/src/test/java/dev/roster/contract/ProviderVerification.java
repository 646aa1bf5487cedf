package dev.roster.contract;

import static org.assertj.core.api.Assertions.assertThat;

import au.com.dius.pact.provider.junit5.HttpTestTarget;
import au.com.dius.pact.provider.junit5.PactVerificationContext;
import au.com.dius.pact.provider.junitsupport.loader.PactFolder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.testkit.RosterInstance;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/** Holds the real server against every interaction of the committed pacts with one provider. */
@PactFolder(CommittedPacts.FOLDER)
@TestInstance(Lifecycle.PER_CLASS)
abstract class ProviderVerification {
  private final String provider;
  private RosterInstance roster;
  private int verified;

  ProviderVerification(String provider) {
    this.provider = provider;
  }

  @BeforeAll
  void start() {
    roster = RosterInstance.start();
  }

  @AfterAll
  void stop() throws IOException {
    roster.close();
    assertThat(verified)
        .as("every interaction with %s was verified, and there are some", provider)
        .isPositive()
        .isEqualTo(interactions());
  }

  RosterInstance roster() {
    return roster;
  }

  @BeforeEach
  void aim(PactVerificationContext context) {
    context.setTarget(HttpTestTarget.fromUrl(url()));
  }

  @TestTemplate
  @ExtendWith(TestkitStates.class)
  void theServerDoesWhatTheClientExpects(PactVerificationContext context) {
    verified++;
    context.verifyInteraction();
  }

  private URL url() {
    try {
      return roster.baseUri().toURL();
    } catch (MalformedURLException impossible) {
      throw new IllegalStateException(impossible);
    }
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
