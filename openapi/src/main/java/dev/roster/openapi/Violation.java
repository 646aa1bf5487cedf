package dev.roster.openapi;

/**
 * A rule of a document that a value or a response breaks. It holds nothing of the value but names
 * of properties, since values may be personal.
 *
 * @param pointer a JSON pointer into the body, or the name of a header, or {@code status}
 * @param rule the rule, such as {@code must have maxLength 64}
 * @param place the rule's place in the document
 */
public record Violation(String pointer, String rule, Place place) {
  private static final String UNKNOWN = "is not in the document";

  static Violation unknown(String pointer, Place place) {
    return new Violation(pointer, UNKNOWN, place);
  }

  /** Reports whether the document has no property or header of this name. */
  public boolean isUnknown() {
    return rule.equals(UNKNOWN);
  }

  @Override
  public String toString() {
    return (pointer.isEmpty() ? "the body" : pointer) + ": " + rule;
  }
}
