package dev.roster.drills.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.drills.monitoring.Chart.Line;
import dev.roster.drills.monitoring.Chart.Point;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class DashboardPictureTest {
  private static Chart chart(String title) {
    Line line = new Line("a & b", List.of(new Point(0, 0), new Point(5, 1), new Point(10, 2)));
    return new Chart(title, "reqps", 10, List.of(line, new Line("empty", List.of())));
  }

  @Test
  void eachChartHasItsTitleItsLinesAndTheirNames() throws Exception {
    String svg = DashboardPicture.of("all", List.of(chart("x < y"), chart("two"), chart("three")));

    Document picture =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    assertThat(picture.getDocumentElement().getTagName()).isEqualTo("svg");
    assertThat(picture.getDocumentElement().getTextContent())
        .contains("all", "x < y", "two", "three", "a & b", "2/s", "10 s");
    assertThat(svg).contains("d='M62.0 154.0L264.0 94.0L466.0 34.0'");
  }
}
