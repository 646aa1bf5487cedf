package dev.roster.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LatenciesTest {

  @ParameterizedTest
  @CsvSource({
    "0.5, 500",
    "0.99, 990",
    "0.999, 999",
    "1, 1000",
    "0.7, 700",
    "0.0001, 1",
    "0.5001, 501"
  })
  void percentilesAreNearestRanks(double share, long expected) {
    assertThat(shuffledTo(1000).percentile(share)).isEqualTo(expected);
  }

  @Test
  void aSingleLatencyIsEachPercentile() {
    Latencies latencies = shuffledTo(1);

    assertThat(latencies.percentile(0.001)).isEqualTo(1);
    assertThat(latencies.percentile(1)).isEqualTo(1);
  }

  @Test
  void aLatencyThatComesLaterCounts() {
    Latencies latencies = shuffledTo(3);
    assertThat(latencies.percentile(1)).isEqualTo(3);

    latencies.add(2);
    latencies.add(9);

    assertThat(latencies.percentile(1)).isEqualTo(9);
    assertThat(latencies.percentile(0.5)).isEqualTo(2);
  }

  @Test
  void thereIsNoPercentileOfNothing() {
    assertThat(new Latencies().percentile(0.5)).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, 1.1, 50})
  void aShareIsNoPercentage(double share) {
    assertThatThrownBy(() -> new Latencies().percentile(share))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Latencies shuffledTo(int last) {
    List<Long> values = new ArrayList<>();
    for (long value = 1; value <= last; value++) {
      values.add(value);
    }
    Collections.shuffle(values, new Random(1));
    Latencies latencies = new Latencies();
    values.forEach(latencies::add);
    return latencies;
  }
}
