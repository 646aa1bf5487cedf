package dev.roster.alignment.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.openapi.Place;
import dev.roster.openapi.Violation;

/** A disagreement of two sides, with the words of both. */
public record Difference(String what, Side left, Side right) {

  /**
   * The words of one side.
   *
   * @param label who says it, such as {@code pact}
   * @param line where it says so in the document, 0 elsewhere
   */
  public record Side(String label, String text, int line) {}

  /** A disagreement of a pact and a document. */
  public static Difference inPact(String what, String pact, Place place, String rule) {
    return new Difference(
        what, new Side("pact", pact, 0), new Side("document", rule, place.line()));
  }

  /**
   * A value in a body of a pact that breaks a rule of a document.
   *
   * @param part request or response
   */
  public static Difference inBody(String part, JsonNode body, Violation violation) {
    BrokenValue broken = BrokenValue.in(body, violation);
    return inPact(
        part + " body " + broken.path(), broken.value(), violation.place(), broken.rule());
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
