package dev.roster.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Proves, before anybody relies on it, that the check accepts right bodies and refuses wrong ones.
 */
public final class SelfTest {
  private static final int FEWEST_PER_SCHEMA = 3;

  private SelfTest() {}

  /**
   * Makes a right body for every documented answer, and wrong ones of it, each wrong in one place.
   *
   * @return how many wrong bodies were refused
   * @throws UnsupportedDocumentException if a right one is refused or a wrong one is not
   */
  public static int prove(OpenApiDocument document) {
    Samples samples = new Samples(document.schemas());
    int refused = 0;
    for (var entry : document.bodies().entrySet()) {
      JsonNode right = samples.right(entry.getValue());
      List<Violation> objections = document.check().check(entry.getValue(), right);
      if (!objections.isEmpty()) {
        throw new UnsupportedDocumentException(
            "a right body of " + entry.getKey() + " was refused: " + objections.get(0) + ".");
      }
      List<JsonNode> wrong = samples.wrong(entry.getValue(), right);
      for (JsonNode body : wrong) {
        if (document.check().check(entry.getValue(), body).isEmpty()) {
          throw new UnsupportedDocumentException(
              "a wrong body of " + entry.getKey() + " passed: " + body);
        }
      }
      if (wrong.size() < FEWEST_PER_SCHEMA) {
        throw new UnsupportedDocumentException("too few wrong bodies of " + entry.getKey() + ".");
      }
      refused += wrong.size();
    }
    return refused;
  }
}
