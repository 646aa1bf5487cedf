package dev.roster.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;

/** The documents of the project, and small ones with one operation, {@code read}. */
final class Documents {
  static final OpenApiDocument COOLSET =
      OpenApiDocument.read(Path.of("..", "specs", "coolset-accounts.yaml"));
  static final OpenApiDocument COMPLEAT =
      OpenApiDocument.read(Path.of("..", "specs", "compleat-users.yaml"));

  private Documents() {}

  static OpenApiDocument withResponses(String responses) {
    return OpenApiDocument.parse(
        "small",
        """
        openapi: 3.0.3
        paths:
          /a:
            get:
              operationId: read
              responses:
        """
            + responses.indent(8));
  }

  static OpenApiDocument withSchema(String schema) {
    return withResponses("'200':\n  content:\n    application/json:\n      schema: " + schema);
  }

  /** The schema in a document of its own. */
  static Schema schema(String schema) {
    Operation read = withSchema(schema).operation("read").orElseThrow();
    return read.response(200).flatMap(ResponseSpec::json).orElseThrow();
  }

  /** The first of named schemas, which may refer to each other, in a document of their own. */
  static Schema named(String schemas) {
    String document = "openapi: 3.0.3\ncomponents:\n  schemas:\n" + schemas.indent(4);
    return OpenApiDocument.parse("small", document).schemas().get(0);
  }

  static JsonNode json(String text) {
    try {
      return new ObjectMapper()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .readTree(text);
    } catch (JsonProcessingException malformed) {
      throw new IllegalArgumentException(text, malformed);
    }
  }
}
