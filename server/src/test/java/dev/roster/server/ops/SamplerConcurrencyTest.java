package dev.roster.server.ops;

import dev.roster.server.testing.Linearizability;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("concurrency")
public class SamplerConcurrencyTest {
  private final AtomicInteger reads = new AtomicInteger();
  private final AtomicLong nanos = new AtomicLong();
  private final Sampler<Integer> sampler =
      new Sampler<>(reads::incrementAndGet, nanos::get, Runnable::run);

  /** The number of the read whose value this is. */
  @Operation
  public int get() throws TimeoutException, ExecutionException {
    return sampler.get();
  }

  @Operation
  public void aMinutePasses() {
    nanos.addAndGet(TimeUnit.MINUTES.toNanos(1));
  }

  @Test
  void callersAtOnceShareOneReadOfTheSource() {
    Linearizability.check(SamplerConcurrencyTest.class, 15);
  }
}
