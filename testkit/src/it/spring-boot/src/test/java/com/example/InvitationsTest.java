package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.client.AuthGroups;
import dev.roster.client.CoolsetClient;
import dev.roster.coolset.model.InvitationCreated;
import dev.roster.testkit.RosterInstance;
import dev.roster.testkit.State;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The client of the starter, set up by properties, and a real server. */
@SpringBootTest
class InvitationsTest {
  @Autowired private CoolsetClient coolset;

  @DynamicPropertySource
  static void roster(DynamicPropertyRegistry properties) {
    RosterInstance roster = RosterInstance.shared();
    State owner = roster.set("a caller", Map.of("role", "OWNER"));
    properties.add("roster.coolset.base-url", roster::baseUri);
    properties.add("roster.coolset.token", owner::token);
  }

  @Test
  void theClientIsABeanThatInvites() {
    InvitationCreated invitation =
        coolset.invitations().invite("grace@example.org", AuthGroups.EDITOR);

    assertThat(coolset.invitations().byId(invitation.id()).email()).isEqualTo("grace@example.org");
  }
}
