package dev.roster.alignment.check;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.openapi.Violation;

/**
 * A value that breaks a rule of a document. A {@link Violation} does not hold the value, since it
 * may be personal; those of pacts and examples are made up, and a report shows them.
 *
 * @param path the path to the value, as in {@code $.company.flags[0]}
 * @param value the JSON of the value, or {@code absent}
 * @param rule the rule that it breaks
 */
record BrokenValue(String path, String value, String rule) {

  /** Finds the value of a violation in the body that was validated. */
  static BrokenValue in(JsonNode body, Violation violation) {
    StringBuilder path = new StringBuilder("$");
    JsonNode here = body;
    JsonPointer rest = JsonPointer.compile(violation.pointer());
    while (!rest.matches()) {
      String name = rest.getMatchingProperty();
      path.append(here.isArray() ? "[" + name + "]" : "." + name);
      here = here.isArray() ? here.path(rest.getMatchingIndex()) : here.path(name);
      rest = rest.tail();
    }
    String value = here.isMissingNode() ? "absent" : here.toString();
    return new BrokenValue(path.toString(), value, rule(violation));
  }

  private static String rule(Violation violation) {
    return violation.isUnknown()
        ? "no such member; there are "
            + String.join(
                ", ", violation.place().document().schema(violation.place()).properties().keySet())
        : violation.rule();
  }
}
