package dev.roster.server.http;

import dev.roster.server.testing.Linearizability;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("concurrency")
@Param(name = "credential", gen = IntGen.class, conf = "1:2")
public class RateLimiterConcurrencyTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final RateLimiter limiter =
      new RateLimiter(3, HOUR, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

  private static UUID id(int credential) {
    return new UUID(0, credential);
  }

  @Operation
  public boolean take(@Param(name = "credential") int credential) {
    return limiter.take(id(credential)).admitted();
  }

  @Operation
  public long remaining(@Param(name = "credential") int credential) {
    return limiter.look(id(credential)).remaining();
  }

  @Operation
  public long news() {
    long used = 0;
    for (RateLimiter.Count each : limiter.news(5)) {
      used += each.used();
    }
    return used;
  }

  @Operation
  public void repeatNews() {
    limiter.repeatNews();
  }

  @Operation
  public void learn(@Param(name = "credential") int credential) {
    limiter.learn(List.of(new RateLimiter.Count(id(credential), 1, HOUR)));
  }

  @Operation
  public void exhaust(@Param(name = "credential") int credential) {
    limiter.exhaust(id(credential));
  }

  @Test
  void requestsAtOnceAreCountedAsOneAfterTheOther() {
    Linearizability.check(RateLimiterConcurrencyTest.class, 12);
  }
}
