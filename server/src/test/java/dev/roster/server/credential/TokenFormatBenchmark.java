package dev.roster.server.credential;

import java.security.SecureRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The checks of a bearer token before the database is asked. */
@State(Scope.Thread)
public class TokenFormatBenchmark {
  private final String token = TokenFormat.next(false, new SecureRandom());

  @Benchmark
  public boolean checksum() {
    return TokenFormat.isMistyped(token);
  }

  @Benchmark
  public byte[] hash() {
    return SecretHash.ofToken(token);
  }
}
