package dev.roster.server.transfer;

import dev.roster.server.testing.Linearizability;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("concurrency")
public class CommitGateConcurrencyTest {
  private final CommitGate gate = new CommitGate();

  @Operation
  public boolean pass() {
    return gate.pass();
  }

  @Operation
  public boolean isPassed() {
    return gate.isPassed();
  }

  @Operation
  public CommitGate.Closed close() {
    return gate.close();
  }

  @Operation
  public boolean end() {
    return gate.end();
  }

  @Test
  void anImportIsCommittedOrStoppedAndNeverBoth() {
    Linearizability.check(CommitGateConcurrencyTest.class, 15);
  }
}
