package dev.roster.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Refuses a document with a keyword, type, format or status that the validators do not apply, so
 * that none is silently passed over.
 */
final class SupportedKeywords {
  private static final Set<String> RULES =
      Set.of(
          "type",
          "format",
          "enum",
          "nullable",
          "required",
          "properties",
          "additionalProperties",
          "items",
          "allOf",
          "anyOf",
          "oneOf",
          "minimum",
          "maximum",
          "minLength",
          "maxLength",
          "pattern",
          "minItems",
          "maxItems");
  private static final Set<String> ANNOTATIONS =
      Set.of("title", "description", "example", "default", "readOnly", "writeOnly", "deprecated");
  private static final Set<String> TYPES =
      Set.of("object", "array", "string", "integer", "number", "boolean");
  private static final Set<String> WIDTHS = Set.of("int32", "int64");
  private static final Set<String> LIMITS =
      Set.of("minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems");

  private final OpenApiDocument document;
  private final Set<String> done = new HashSet<>();

  SupportedKeywords(OpenApiDocument document) {
    this.document = document;
  }

  void require() {
    document.at("/components/schemas").children().forEach(this::schema);
    for (Place path : document.at("/paths").children()) {
      path.child("parameters").children().forEach(this::parameter);
      for (Place operation : path.children()) {
        operation.child("parameters").children().forEach(this::parameter);
        content(operation.child("requestBody"));
        operation.child("responses").names().forEach(status -> response(operation, status));
      }
    }
  }

  private void parameter(Place parameter) {
    if (parameter.has("content")) {
      throw new UnsupportedDocumentException(parameter, "a parameter with content is not known.");
    }
    schema(parameter.child("schema"));
  }

  private void response(Place operation, String status) {
    Place response = operation.child("responses").child(status);
    if (!status.matches("[1-5][0-9]{2}")) {
      throw new UnsupportedDocumentException(
          response,
          "the status " + status + " of " + operation.text("operationId") + " is no number.");
    }
    content(response);
    response.child("headers").children().forEach(this::parameter);
  }

  private void content(Place body) {
    body.child("content").children().forEach(type -> schema(type.child("schema")));
  }

  private void schema(Place schema) {
    if (!schema.exists() || !done.add(schema.pointer())) {
      return;
    }
    for (String word : schema.names()) {
      if (!RULES.contains(word) && !ANNOTATIONS.contains(word) && !word.startsWith("x-")) {
        throw new UnsupportedDocumentException(
            schema.raw(word), "the keyword " + word + " is not known.");
      }
    }
    type(schema);
    values(schema);
    schema.child("properties").children().forEach(this::schema);
    for (String word : List.of("items", "additionalProperties")) {
      if (schema.child(word).node().isObject()) {
        schema(schema.child(word));
      }
    }
    for (String word : List.of("allOf", "anyOf", "oneOf")) {
      schema.child(word).children().forEach(this::schema);
    }
    choices(schema);
  }

  private static void type(Place schema) {
    String type = schema.node().path("type").asText("object");
    String format = schema.text("format");
    boolean known =
        switch (type) {
          case "string" -> format.isEmpty() || Formats.isKnown(format);
          case "integer" -> format.isEmpty() || WIDTHS.contains(format);
          default -> format.isEmpty();
        };
    if (!TYPES.contains(type) || !known) {
      throw new UnsupportedDocumentException(
          schema, "the type " + type + " " + format + " is not known.");
    }
  }

  private static void values(Place schema) {
    for (String limit : LIMITS) {
      JsonNode value = schema.node().path(limit);
      if (!value.isMissingNode() && !value.isNumber()) {
        throw new UnsupportedDocumentException(
            schema.raw(limit), "the value of " + limit + " is no number.");
      }
    }
    try {
      Pattern.compile(schema.text("pattern"));
    } catch (PatternSyntaxException malformed) {
      throw new UnsupportedDocumentException(
          schema.raw("pattern"), "the pattern is malformed: " + malformed.getDescription() + ".");
    }
  }

  /** Which properties a form may have would depend on the forms of the other choice. */
  private static void choices(Place place) {
    Schema schema = new Schema(place);
    long choices =
        schema.parts().stream()
            .flatMap(part -> List.of(part.raw("anyOf"), part.raw("oneOf")).stream())
            .filter(Place::exists)
            .count();
    if (choices > 1) {
      throw new UnsupportedDocumentException(
          place, "a schema with more than one anyOf or oneOf is not known.");
    }
  }
}
