package dev.roster.server.sandbox;

import dev.roster.server.sandbox.FaultQueue.Waiting;
import dev.roster.server.testing.Linearizability;
import java.time.Duration;
import java.util.Optional;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("concurrency")
@Param(name = "id", gen = IntGen.class, conf = "1:2")
public class FaultQueueConcurrencyTest {
  private static final FaultRule TWICE =
      new FaultRule(
          FaultRule.Kind.UNAVAILABLE,
          Optional.empty(),
          Optional.empty(),
          2,
          Duration.ofSeconds(1),
          Duration.ZERO);

  private final FaultQueue faults = new FaultQueue();

  @Operation
  public long add() {
    return faults.add(TWICE).id();
  }

  @Operation
  public String strike() {
    return faults
        .strike(Optional.empty(), Optional.empty(), fault -> true)
        .map(struck -> struck.id() + ", left " + struck.left())
        .orElse("none");
  }

  @Operation
  public void settle(@Param(name = "id") int id) {
    faults.settle(new Waiting(id, TWICE, 0));
  }

  @Operation
  public void giveBack(@Param(name = "id") int id) {
    faults.giveBack(new Waiting(id, TWICE, 0));
  }

  @Operation
  public boolean remove(@Param(name = "id") int id) {
    return faults.remove(id);
  }

  @Operation
  public int list() {
    return faults.list(Optional.empty()).stream().mapToInt(Waiting::left).sum();
  }

  @Test
  void requestsAtOnceUseAFaultUpAsOneAfterTheOther() {
    Linearizability.check(FaultQueueConcurrencyTest.class, 8);
  }
}
