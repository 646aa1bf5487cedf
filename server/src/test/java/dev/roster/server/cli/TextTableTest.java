package dev.roster.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The widths of columns on a narrow terminal. */
class TextTableTest {
  private static final String ID = "3f0c8a52-6f0e-4a39-9f43-0c1f5f3f5a11";

  private static List<String> lines(int most, Set<Integer> mayCut, String... cells) {
    TextTable table = new TextTable("ID", "NAME", "A LONGER HEADING");
    table.add(cells);
    StringWriter out = new StringWriter();
    table.print(new PrintWriter(out), most, mayCut);
    return out.toString().lines().toList();
  }

  @Test
  void theLastColumnsAreCutFirst() {
    String[] cells = {ID, "n".repeat(30), "a".repeat(25)};

    assertThat(lines(90, Set.of(1, 2), cells).get(1))
        .isEqualTo(ID + "  " + "n".repeat(30) + "  " + "a".repeat(19) + "…");
    List<String> lines = lines(76, Set.of(1, 2), cells);
    assertThat(lines)
        .containsExactly(
            "ID" + " ".repeat(36) + "NAME" + " ".repeat(18) + "A LONGER HEADING",
            ID + "  " + "n".repeat(19) + "…  " + "a".repeat(15) + "…");
    assertThat(lines.get(1)).hasSize(76);
  }

  @Test
  void nothingIsCutThatFits() {
    String[] cells = {ID, "n".repeat(30), "a".repeat(19)};

    assertThat(lines(89, Set.of(1, 2), cells)).isEqualTo(lines(1000, Set.of(), cells));
    assertThat(lines(88, Set.of(1, 2), cells).get(1)).hasSize(88).contains("…");
  }

  /** An id to copy may be longer than a narrow terminal; what is wrapped anyway is whole. */
  @Test
  void nothingIsCutWhereThatIsNotEnough() {
    String[] cells = {ID, "n".repeat(30), "a".repeat(30)};

    assertThat(lines(68, Set.of(1, 2), cells).get(1))
        .isEqualTo(ID + "  " + "n".repeat(11) + "…  " + "a".repeat(15) + "…");
    assertThat(lines(67, Set.of(1, 2), cells)).isEqualTo(lines(1000, Set.of(), cells));
  }

  @Test
  void aLetterOfTwoUnitsIsNotHalved() {
    String faces = "\uD83D\uDE00".repeat(10);

    for (int width : new int[] {40, 41}) {
      String cell = lines(width, Set.of(1), "1", faces, "").get(1).split(" +")[1];

      assertThat(cell).endsWith("…");
      assertThat(cell.codePoints().filter(each -> each >= 0xD800 && each <= 0xDFFF)).isEmpty();
    }
  }
}
