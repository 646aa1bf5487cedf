package dev.roster.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The schemas of a document, references resolved. What it does not understand it refuses when it is
 * built, so that no rule is ever silently passed over. Immutable.
 */
final class Schemas {
  private static final Set<String> RULES =
      Set.of(
          "$ref",
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
          "minimum",
          "maximum",
          "minLength",
          "maxLength",
          "pattern",
          "minItems",
          "maxItems");
  private static final Set<String> REMARKS =
      Set.of("title", "description", "example", "default", "readOnly", "writeOnly", "deprecated");
  private static final Set<String> TYPES =
      Set.of("object", "array", "string", "integer", "number", "boolean");
  private static final Set<String> WIDTHS = Set.of("int32", "int64");

  private final JsonNode document;

  Schemas(JsonNode document) {
    this.document = document;
    document
        .at("/components/schemas")
        .properties()
        .forEach(schema -> requireKnown(schema.getValue(), schema.getKey()));
  }

  /** Follows references until there is none. */
  JsonNode resolve(JsonNode node) {
    JsonNode found = node;
    for (int hops = 0; found.has("$ref"); hops++) {
      String reference = found.get("$ref").asText();
      found = reference.startsWith("#/") ? document.at(reference.substring(1)) : found.path("");
      if (found.isMissingNode() || hops > 20) {
        throw new UnsupportedDocumentException("the reference " + reference + " leads nowhere.");
      }
    }
    return found;
  }

  /** Refuses a schema with a rule that {@link SchemaValidator} does not apply. */
  void requireKnown(JsonNode schema, String where) {
    schema
        .fieldNames()
        .forEachRemaining(word -> {
          if (!RULES.contains(word) && !REMARKS.contains(word) && !word.startsWith("x-")) {
            throw new UnsupportedDocumentException(
                "the rule " + word + " in " + where + " is not known.");
          }
        });
    String type = schema.path("type").asText("object");
    String format = schema.path("format").asText("");
    boolean known =
        switch (type) {
          case "string" -> format.isEmpty() || Formats.isKnown(format);
          case "integer" -> format.isEmpty() || WIDTHS.contains(format);
          default -> format.isEmpty();
        };
    if (!TYPES.contains(type) || !known) {
      throw new UnsupportedDocumentException(
          "the type " + type + " " + format + " in " + where + " is not known.");
    }
    children(schema).forEach((name, child) -> requireKnown(child, where + "." + name));
  }

  private static Map<String, JsonNode> children(JsonNode schema) {
    Map<String, JsonNode> children = new LinkedHashMap<>();
    schema.path("properties").properties().forEach(e -> children.put(e.getKey(), e.getValue()));
    for (String word : List.of("items", "additionalProperties")) {
      if (schema.path(word).isObject()) {
        children.put(word, schema.get(word));
      }
    }
    for (String word : List.of("allOf", "anyOf")) {
      for (int i = 0; i < schema.path(word).size(); i++) {
        children.put(word + i, schema.get(word).get(i));
      }
    }
    return children;
  }

  /** The schema and those that it has to hold as well. */
  List<JsonNode> together(JsonNode schema) {
    JsonNode own = resolve(schema);
    List<JsonNode> all = new ArrayList<>(List.of(own));
    own.path("allOf").forEach(part -> all.addAll(together(part)));
    return all;
  }

  /** Whether null may stand there: null needs the permission of the schema that the place names. */
  boolean takesNull(JsonNode schema) {
    return resolve(schema).path("nullable").asBoolean();
  }

  /** The members that an object may have, by name. */
  Map<String, JsonNode> members(List<JsonNode> together) {
    Map<String, JsonNode> members = new LinkedHashMap<>();
    for (JsonNode part : together) {
      part.path("properties").properties().forEach(e -> members.put(e.getKey(), e.getValue()));
    }
    return members;
  }

  /** What other members may be: anything, a schema, or missing if there may be none. */
  JsonNode others(List<JsonNode> together) {
    return together.stream()
        .map(part -> part.path("additionalProperties"))
        .filter(others -> others.isObject() || others.asBoolean())
        .findFirst()
        .orElse(document.path(""));
  }
}
