package dev.roster.server.http;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;

/** Counting a request against the limit of its credential. */
@State(Scope.Benchmark)
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
