package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.roster.testkit.Fault;
import dev.roster.testkit.Role;
import dev.roster.testkit.Roster;
import dev.roster.testkit.RosterTest;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A plain test beside those of Quarkus. */
@RosterTest
class RosterParameterTest {
  @Test
  void aFaultIsInjected(Roster roster) throws Exception {
    roster.inject(Fault.unavailable(Duration.ofSeconds(1)));

    assertEquals(
        503,
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(roster.uri("/api/accounts/users/me/"))
                    .header("Authorization", "Bearer " + roster.token(Role.OWNER))
                    .build(),
                BodyHandlers.discarding())
            .statusCode());
  }
}
