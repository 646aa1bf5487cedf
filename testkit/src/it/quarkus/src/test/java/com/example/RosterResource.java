package com.example;

import dev.roster.testkit.RosterInstance;
import dev.roster.testkit.State;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Gives the application the address of the server, and the test a token. */
public class RosterResource implements QuarkusTestResourceLifecycleManager {
  private RosterInstance roster;

  @Override
  public Map<String, String> start() {
    roster = RosterInstance.shared();
    State caller = roster.set("a caller");
    return Map.of(
        "quarkus.rest-client.roster.url", roster.baseUri().toString(),
        "test.token", caller.token());
  }

  @Override
  public void stop() {
    roster.close();
  }
}
