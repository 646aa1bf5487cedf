package dev.roster.server.http;

import dev.roster.server.http.ResponseBudget.ExhaustedException;
import dev.roster.server.http.ResponseBudget.Share;
import dev.roster.server.testing.Linearizability;
import java.util.List;
import java.util.stream.Stream;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Of 4 bytes, 2 are for any response and 2 for the first that finds no room there. */
@Tag("concurrency")
@Param(name = "thread", gen = ThreadIdGen.class)
@Param(name = "bytes", gen = IntGen.class, conf = "1:3")
public class ResponseBudgetConcurrencyTest {
  private final ResponseBudget budget = new ResponseBudget(4);
  private final List<Share> shares = Stream.generate(() -> budget.new Share()).limit(5).toList();

  @Operation
  public boolean take(@Param(name = "thread") int thread, @Param(name = "bytes") int bytes) {
    try {
      shares.get(thread).take(bytes);
      return true;
    } catch (ExhaustedException none) {
      return false;
    }
  }

  @Operation
  public void giveBack(@Param(name = "thread") int thread) {
    shares.get(thread).giveBack();
  }

  @Test
  void aResponseIsRefusedOnlyForMemoryThatOthersHold() {
    Linearizability.check(ResponseBudgetConcurrencyTest.class, 30);
  }
}
