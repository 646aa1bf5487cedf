package dev.roster.alignment.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.openapi.Place;
import dev.roster.openapi.Violation;

/**
 * A disagreement of two sides, with the words of both. At least one of them has a line of the
 * document, so that the report can lead to it.
 */
public record Difference(String what, Side left, Side right) {

  /**
   * The words of one side.
   *
   * @param label who says it, such as {@code pact}
   * @param line where it says so in the document, 0 elsewhere
   */
  public record Side(String label, String text, int line) {}

  public Difference {
    if (left.line < 1 && right.line < 1) {
      throw new IllegalArgumentException("no side has a line of the document: " + what);
    }
  }

  /** A disagreement of a pact and a document. */
  public static Difference inPact(String what, String pact, Place place, String rule) {
    return new Difference(
        what, new Side("pact", pact, 0), new Side("document", rule, place.line()));
  }

  /**
   * A value in a body that breaks a rule of a document.
   *
   * @param label who sends or shows the body, such as {@code server}
   * @param part the part that the body is, such as {@code request body}
   */
  public static Difference inBody(String label, String part, JsonNode body, Violation violation) {
    BrokenValue broken = BrokenValue.in(body, violation);
    return new Difference(
        part + " " + broken.path(),
        new Side(label, broken.value(), 0),
        new Side("document", broken.rule(), violation.place().line()));
  }

  @Override
  public String toString() {
    return what + "\n" + text(left) + "\n" + text(right);
  }

  private static String text(Side side) {
    String line = side.line == 0 ? "" : " (line " + side.line + ")";
    return "    " + side.label + ": " + side.text + line;
  }
}
