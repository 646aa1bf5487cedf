package dev.roster.contract.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The calls that check 5 makes are all that there are. */
class ClientCallsTest {
  @Test
  void everyGeneratedCallHasARowAndAnOperation() {
    assertThat(ClientCalls.generated()).hasSizeGreaterThanOrEqualTo(12);
    assertThat(ClientCalls.rows().keySet())
        .containsExactlyInAnyOrderElementsOf(ClientCalls.generated());
    assertThat(ClientFuzzIT.operations().map(each -> ClientCalls.name(each.id())))
        .containsExactlyInAnyOrderElementsOf(ClientCalls.generated());
  }
}
