package dev.roster.contract.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.alignment.check.Check;
import dev.roster.alignment.check.CheckResults;
import dev.roster.contract.InProcessServer;
import dev.roster.contract.RosterAlignment;
import dev.roster.contract.SharedServer;
import dev.roster.openapi.Operation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A part of check 5: makes every generated call of the client to the real server. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientCallsIT {
  private final CheckResults results =
      new CheckResults(
          RosterAlignment.CONFIG,
          Check.CLIENT_DOCUMENT,
          "calls",
          "every generated call, real server");
  private ClientCalls calls;

  @BeforeAll
  void start() {
    InProcessServer roster = SharedServer.roster();
    Map<String, Object> state = new HashMap<>();
    Map<String, Object> tenant = roster.set("a tenant with users");
    state.put("tenant_id", tenant.get("tenant_id"));
    state.put("tenant_user_id", tenant.get("user_id"));
    state.put("key", tenant.get("key"));
    state.putAll(roster.set("a pending invitation"));
    calls = new ClientCalls(roster.baseUri(), state);
  }

  @AfterAll
  void write() {
    results.write();
  }

  static Stream<Operation> operations() {
    return ClientFuzzIT.operations();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void theRealServerAnswersEveryCall(Operation operation) {
    assertThat(calls.call(operation)).isNotNull();

    results.add(operation, List.of());
  }
}
