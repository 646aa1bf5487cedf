package com.example;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RosterResource.class)
class AccountsTest {
  @RestClient Accounts accounts;

  @ConfigProperty(name = "test.token")
  String token;

  @Test
  void theApplicationsClientCallsTheServer() {
    assertTrue(accounts.me("Bearer " + token).email().contains("@"));
  }
}
