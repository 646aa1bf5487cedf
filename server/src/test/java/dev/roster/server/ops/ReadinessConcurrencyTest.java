package dev.roster.server.ops;

import dev.roster.server.testing.Linearizability;
import java.util.List;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("concurrency")
public class ReadinessConcurrencyTest {
  private final Readiness readiness = new Readiness();

  @Operation
  public void serving() {
    readiness.serving(() -> List.of(new ReadinessCheck("database", true, "reached")));
  }

  @Operation
  public void draining() {
    readiness.draining();
  }

  @Operation
  public String checks() {
    return readiness.checks().toString();
  }

  @Test
  void aServerThatStopsWhileItStartsIsNeverReadyAgain() {
    Linearizability.check(ReadinessConcurrencyTest.class, 40);
  }
}
