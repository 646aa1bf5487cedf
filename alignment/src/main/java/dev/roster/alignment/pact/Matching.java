package dev.roster.alignment.pact;

import com.fasterxml.jackson.databind.JsonNode;

/** The matchers of pacts in words. */
final class Matching {
  private Matching() {}

  /**
   * @param example the value in the pact
   * @param expected the same in words, such as the expression of a state
   */
  static String words(JsonNode matcher, JsonNode example, String expected) {
    String kind = matcher.path("match").asText();
    return switch (kind) {
      case "equality" -> " equals " + expected;
      case "regex" -> " ~ " + matcher.path("regex").asText();
      case "integer" -> " is an integer";
      case "boolean" -> " is a boolean";
      case "number", "decimal" -> " is a number";
      case "type" ->
          type(example) + size(matcher) + (expected.startsWith("${") ? ", " + expected : "");
      default -> " by " + matcher;
    };
  }

  /** The type of a value, as a matcher of types holds it. */
  static String type(JsonNode example) {
    return switch (example.getNodeType()) {
      case ARRAY -> " is an array";
      case OBJECT -> " is an object";
      case NULL -> " is null";
      case BOOLEAN -> " is a boolean";
      case NUMBER -> " is a number";
      default -> " is a string";
    };
  }

  private static String size(JsonNode matcher) {
    String least = matcher.has("min") ? " of at least " + matcher.path("min").asText() : "";
    return matcher.has("max") ? least + " of at most " + matcher.path("max").asText() : least;
  }
}
