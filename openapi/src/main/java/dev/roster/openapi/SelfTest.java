package dev.roster.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Proves that the validator accepts valid bodies of a document and refuses invalid ones. */
public final class SelfTest {
  private static final int FEWEST_PER_SCHEMA = 3;
  private static final SchemaValidator VALIDATOR = new SchemaValidator(SchemaValidator.Mode.WHOLE);

  private SelfTest() {}

  /**
   * Makes a valid body for every documented response, and copies of it that are wrong in one place.
   *
   * @return the number of invalid bodies that were refused
   * @throws UnsupportedDocumentException if a valid one is refused or an invalid one is not
   */
  public static int prove(OpenApiDocument document) {
    int refused = 0;
    for (Operation operation : document.operations()) {
      for (ResponseSpec response : operation.responses().values()) {
        for (String mediaType : response.mediaTypes()) {
          refused += prove(response, response.schema(mediaType).orElseThrow());
        }
      }
    }
    if (refused == 0) {
      throw new UnsupportedDocumentException(
          document.at(""), "there is no response with a body to prove the validator with.");
    }
    return refused;
  }

  private static int prove(ResponseSpec response, Schema schema) {
    JsonNode valid = Samples.valid(schema);
    List<Violation> violations = VALIDATOR.validate(schema, valid);
    if (!violations.isEmpty()) {
      throw new UnsupportedDocumentException(
          response.place(), "a valid body was refused: " + violations.get(0) + ".");
    }
    List<JsonNode> invalid = Samples.invalid(schema, valid);
    for (JsonNode body : invalid) {
      if (VALIDATOR.validate(schema, body).isEmpty()) {
        throw new UnsupportedDocumentException(
            response.place(), "an invalid body was accepted: " + body);
      }
    }
    if (invalid.size() < FEWEST_PER_SCHEMA) {
      throw new UnsupportedDocumentException(
          response.place(), "the schema forbids too little to prove the validator with.");
    }
    return invalid.size();
  }
}
