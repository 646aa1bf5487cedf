package dev.roster.server.http;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** Counting a request against the limit of its credential. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RateLimiterBenchmark {
  private final RateLimiter limiter =
      new RateLimiter(Integer.MAX_VALUE, Duration.ofHours(1), Clock.systemUTC());
  private final UUID credential = UUID.randomUUID();

  @Benchmark
  public RateLimiter.Standing take() {
    return limiter.take(credential);
  }

  /** Two requests of one credential at the same time. */
  @Benchmark
  @Threads(2)
  public RateLimiter.Standing takeByTwo() {
    return limiter.take(credential);
  }
}
