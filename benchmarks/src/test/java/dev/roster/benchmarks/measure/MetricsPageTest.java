package dev.roster.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricsPageTest {
  @Test
  void theSeriesOfAMetricAreAddedUp() {
    MetricsPage page =
        MetricsPage.of(
            """
            # HELP pool_open connections
            pool_open{pool="a"} 3.0
            pool_open{pool="b b"} 4.5
            pool_open_max 10.0

            up 1
            """);

    assertThat(page.series()).hasSize(4);
    assertThat(page.sum("pool_open")).isEqualTo(7.5);
    assertThat(page.sum("up")).isEqualTo(1);
    assertThat(page.sum("none")).isZero();
  }
}
