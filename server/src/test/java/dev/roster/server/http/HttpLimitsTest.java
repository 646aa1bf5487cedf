package dev.roster.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roster.server.failure.UserErrorException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The number of connections that fit a JVM. */
class HttpLimitsTest {
  private static final long MEGABYTE = 1024 * 1024;

  @ParameterizedTest
  @CsvSource({"1024, 364, 64", "1024, 1024, 724", "64, 4096, 512", "4096, 1000000, 8192"})
  void connectionsFitTheHeapAndTheOpenFiles(long heap, long files, int connections) {
    assertThat(HttpLimits.fitting(heap * MEGABYTE, files).connections()).isEqualTo(connections);
  }

  /** AWS ALB, nginx and others keep idle connections to servers for 60 seconds. */
  @Test
  void connectionsOutliveThoseOfLoadBalancers() {
    assertThat(HttpLimits.defaults().idle()).isGreaterThan(Duration.ofSeconds(60));
  }

  @Test
  void slowClientsHaveNoMoreTimeForThat() {
    HttpLimits limits = HttpLimits.defaults();

    assertThat(limits.opening()).isEqualTo(Duration.ofSeconds(30));
    assertThat(List.of(limits.head(), limits.body(), limits.response()))
        .containsOnly(Duration.ofSeconds(15));
    assertThat(limits.idleWhenCrowded()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void tooFewOpenFilesAreRefusedWithTheirLimit() {
    assertThatExceptionOfType(UserErrorException.class)
        .isThrownBy(() -> HttpLimits.fitting(1024 * MEGABYTE, 96))
        .withMessage(
            "This process may have 96 files open, sockets among them, and needs 364: raise ulimit"
                + " -n (LimitNOFILE of a unit).");
  }
}
