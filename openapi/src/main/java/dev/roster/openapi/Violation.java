package dev.roster.openapi;

/**
 * A promise that an answer breaks.
 *
 * @param pointer where: a JSON pointer into the body, or the name of a header, or {@code status}
 * @param rule what the document says; carries nothing of the answer but names of members
 */
public record Violation(String pointer, String rule) {
  @Override
  public String toString() {
    return (pointer.isEmpty() ? "the body" : pointer) + ": " + rule;
  }
}
