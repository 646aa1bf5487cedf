package dev.roster.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.benchmarks.jvm.StackTree;
import dev.roster.benchmarks.measure.Sample;
import dev.roster.benchmarks.measure.Sample.Model;
import dev.roster.benchmarks.measure.Subject.Load;
import dev.roster.benchmarks.report.WarmUpCurve.Second;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class PicturesTest {
  private static final String AWKWARD = "a < b & 'c' \"d\" é";

  @Test
  void barsAreWellFormedWhateverTheNames() throws Exception {
    Load load = new Load(10, 0, 1, 1, 2, 3);
    List<Sample> samples =
        List.of(
            new Sample(AWKWARD, "x", 1, Model.CLOSED, null, load, 100, 0, 50.0, 0, 0, 0),
            new Sample(AWKWARD, "x", 2, Model.CLOSED, null, load, 200, 0, 70.0, 0, 0, 0));
    Report report = new Report(Map.of(), Map.of("x", AWKWARD), samples, List.of(), List.of());

    Element svg = parse(BarChart.render(report));

    assertThat(text(svg, "desc")).contains(AWKWARD + ": 150 µs and PostgreSQL 60.0 µs");
    assertThat(svg.getElementsByTagName("rect").getLength()).isEqualTo(4);
  }

  @Test
  void aCurveSaysWhenItIsSteady() throws Exception {
    WarmUpCurve curve = new WarmUpCurve(WarmUpCurveTest.rising(30, 8), 0, 0);

    Element svg = parse(CurveChart.render(curve, AWKWARD));

    assertThat(text(svg, "title")).isEqualTo(AWKWARD);
    assertThat(text(svg, "desc")).contains("90 % of the peak after 8 s");
    assertThat(svg.getElementsByTagName("polyline").getLength()).isEqualTo(2);
  }

  @Test
  void aCurveOfASecondIsAPicture() throws Exception {
    parse(CurveChart.render(new WarmUpCurve(List.of(new Second(1, 0, 0, 0, 0)), 0, 0), "short"));
  }

  @Test
  void framesAreAsWideAsTheirShare() throws Exception {
    StackTree tree = StackTree.empty();
    tree.add(List.of("p.A.<init>", "p.B.b"));
    tree.add(List.of("p.A.<init>"));
    tree.add(List.of("p.C.c"));
    tree.add(List.of("p.C.c"));

    Element svg = parse(FlameGraph.render(tree, AWKWARD));

    assertThat(svg.getTextContent()).contains("p.A.<init>: 50.0 %", "p.B.b: 25.0 %");
    assertThat(svg.getElementsByTagName("rect").getLength()).isEqualTo(4);
  }

  @Test
  void everyPictureIsReadableOnDarkGround() {
    assertThat(FlameGraph.render(StackTree.empty(), "t")).contains("prefers-color-scheme: dark");
  }

  private static Element parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
        .getDocumentElement();
  }

  private static String text(Element svg, String name) {
    return svg.getElementsByTagName(name).item(0).getTextContent();
  }
}
