package dev.roster.drills.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.drills.monitoring.Chart.Line;
import dev.roster.drills.monitoring.Chart.Point;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChartTest {
  private static Chart chart(String unit, double highest) {
    Point low = new Point(0, 0);
    return new Chart("x", unit, 10, List.of(new Line("y", List.of(low, new Point(5, highest)))));
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "0.03, 0.05", "1, 1", "1.2, 2", "37, 50", "51, 100", "700, 1000"})
  void theAxisEndsAtARoundNumberThatNoValueExceeds(double highest, double top) {
    assertThat(chart("short", highest).top()).isEqualTo(top);
  }

  @ParameterizedTest
  @CsvSource({
    "s, 0.25, 250 ms",
    "s, 5, 5 s",
    "bytes, 10485760, 10 MiB",
    "percentunit, 0.5, 50 %",
    "reqps, 12.5, 12.5/s",
    "short, 200, 200"
  })
  void valuesHaveTheirUnit(String unit, double value, String label) {
    assertThat(chart(unit, 1).label(value)).isEqualTo(label);
  }
}
