package dev.roster.alignment.mutation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The parts of a document that decide the surface of generated code, which check 1 compares with
 * the reviewed one: operations with their parameters and types, and schemas with their properties.
 * Changes of documents are many, and to generate code takes seconds.
 */
final class DocumentSurface {
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  private final JsonNode document;

  private DocumentSurface(JsonNode document) {
    this.document = document;
  }

  /** A line for each parameter, property and operation, by its place. */
  static Map<String, String> of(JsonNode document) {
    return new DocumentSurface(document).lines();
  }

  /** The first place where the surfaces differ. */
  static Optional<String> difference(Map<String, String> reviewed, Map<String, String> now) {
    TreeMap<String, String> places = new TreeMap<>(reviewed);
    places.putAll(now);
    return places.keySet().stream()
        .filter(place -> !String.valueOf(reviewed.get(place)).equals(now.get(place)))
        .findFirst()
        .map(place -> place + ": " + reviewed.get(place) + " → " + now.get(place));
  }

  private Map<String, String> lines() {
    Map<String, String> lines = new TreeMap<>();
    document
        .path("paths")
        .properties()
        .forEach(path ->
            path.getValue().properties().stream()
                .filter(each -> METHODS.contains(each.getKey()))
                .forEach(each ->
                    operation(
                        each.getKey() + " " + path.getKey(),
                        path.getValue(),
                        each.getValue(),
                        lines)));
    document
        .at("/components/schemas")
        .properties()
        .forEach(schema -> schema(schema.getKey(), schema.getValue(), lines));
    return lines;
  }

  private void operation(
      String place, JsonNode path, JsonNode operation, Map<String, String> lines) {
    String success =
        operation.path("responses").properties().stream()
            .map(Map.Entry::getKey)
            .filter(status -> status.startsWith("2"))
            .findFirst()
            .orElse("none");
    lines.put(
        place,
        String.join(
            " ",
            operation.path("operationId").asText(),
            operation.at("/tags/0").asText(),
            operation.path("x-deprecation").toString(),
            "body",
            content(resolved(operation.path("requestBody"))),
            success,
            content(resolved(operation.path("responses").path(success)))));
    List<JsonNode> parameters = new ArrayList<>();
    path.path("parameters").forEach(parameters::add);
    operation.path("parameters").forEach(parameters::add);
    for (JsonNode each : parameters) {
      JsonNode parameter = resolved(each);
      lines.put(
          place + " " + parameter.path("in").asText() + " " + parameter.path("name").asText(),
          type(parameter.path("schema")));
    }
  }

  private String content(JsonNode of) {
    return of.path("content")
        .valueStream()
        .findFirst()
        .map(media -> type(media.path("schema")))
        .orElse("none");
  }

  private void schema(String name, JsonNode schema, Map<String, String> lines) {
    lines.put(name, type(schema) + " " + schema.path("enum"));
    schema
        .path("properties")
        .properties()
        .forEach(property -> lines.put(name + "." + property.getKey(), type(property.getValue())));
    for (JsonNode part : schema.path("allOf")) {
      if (part.has("properties")) {
        schema(name, part, lines);
      } else {
        lines.put(name + " of " + type(part), "");
      }
    }
  }

  /** The type that decides the one of the generated code: of a reference, its name. */
  private String type(JsonNode schema) {
    if (schema.has("$ref")) {
      return schema.path("$ref").asText().replaceAll(".*/", "");
    }
    if (schema.path("allOf").size() == 1) {
      return type(schema.at("/allOf/0"));
    }
    String type = schema.path("type").asText();
    return switch (type) {
      case "array" -> "list of " + type(schema.path("items"));
      case "object" -> "object of " + type(schema.path("additionalProperties"));
      default -> type + " " + schema.path("format").asText();
    };
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
  }
}
