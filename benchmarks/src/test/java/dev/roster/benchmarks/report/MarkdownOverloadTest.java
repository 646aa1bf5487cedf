package dev.roster.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.benchmarks.report.MarkdownOverload.Rate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MarkdownOverloadTest {
  @Test
  void tellsHowMuchOfThePeakIsLeft() {
    Rate tripled = new Rate(3, 6_000, 40, 1_700, 812.4, 4_300, 31.2, 2);

    String text = MarkdownOverload.render(2_000, List.of(tripled), Map.of("JDK", "25"));

    assertThat(text)
        .contains("- JDK: 25\n", "- peak: 2,000 requests/s\n")
        .endsWith("| 3.00 × | 6,000 | 40.0 | 1,700 | 85 % | 812 | 4,300 | 31.2 | 2 |\n");
  }
}
