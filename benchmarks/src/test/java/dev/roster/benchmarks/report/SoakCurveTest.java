package dev.roster.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.benchmarks.report.SoakCurve.Sample;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SoakCurveTest {
  private static SoakCurve curve(
      IntToDoubleFunction heap, IntToDoubleFunction series, long errors) {
    List<Sample> samples =
        IntStream.range(0, 30)
            .mapToObj(minute ->
                new Sample(
                    minute,
                    heap.applyAsDouble(minute),
                    150,
                    40,
                    80,
                    9,
                    series.applyAsDouble(minute)))
            .toList();
    return new SoakCurve(samples, 1_000, errors);
  }

  @Test
  void aServerThatWarmsUpDoesNotGrow() {
    SoakCurve warm = curve(minute -> Math.min(60, 30 + 4 * minute), _ -> 500, 0);

    assertThat(warm.isFailed()).isFalse();
    assertThat(MarkdownSoak.render(warm, Map.of())).doesNotContain("**yes**");
    assertThat(SoakChart.render(warm, "roster")).contains("nothing grows");
  }

  @Test
  void aHeapThatGrowsSlowlyIsSeen() {
    SoakCurve leak = curve(minute -> 60 + minute * 0.4, _ -> 500, 0);

    assertThat(leak.isFailed()).isTrue();
    assertThat(MarkdownSoak.render(leak, Map.of()))
        .contains(
            "| heap after GC, MB | 65.8 | 69.8 | **yes** |", "| threads | 40.0 | 40.0 | no |");
  }

  @Test
  void aFewSeriesMoreAreSeenOnceTheyAreMany() {
    assertThat(curve(_ -> 60, minute -> 500 + minute * 3, 0).isFailed()).isTrue();
  }

  @Test
  void aRequestThatFailsIsSeen() {
    assertThat(curve(_ -> 60, _ -> 500, 1).isFailed()).isTrue();
  }
}
