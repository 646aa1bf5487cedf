package dev.roster.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes bodies from a schema: right ones, and ones that are wrong in exactly one place. */
final class Samples {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Map<String, String> TEXTS =
      Map.of(
          "date-time", "2026-01-31T23:59:59.25Z",
          "date", "2026-01-31",
          "uuid", "d025eedc-5ea0-4de8-be9f-f8873545add9",
          "guid", "d025eedc-5ea0-4de8-be9f-f8873545add9",
          "uri", "https://example.org/",
          "email", "ada@example.org");

  private final Schemas schemas;

  Samples(Schemas schemas) {
    this.schemas = schemas;
  }

  private static JsonNode last(List<JsonNode> together) {
    return together.get(together.size() - 1);
  }

  /** A body with every member. */
  JsonNode right(JsonNode schema) {
    List<JsonNode> together = schemas.together(schema);
    JsonNode form = last(together);
    if (form.has("anyOf")) {
      return right(form.get("anyOf").get(0));
    }
    if (form.has("enum")) {
      return form.get("enum").get(0);
    }
    return switch (form.path("type").asText()) {
      case "object" -> object(together);
      case "array" -> JSON.arrayNode().add(right(form.get("items"))).add(right(form.get("items")));
      case "string" -> JSON.textNode(text(form));
      case "boolean" -> JSON.booleanNode(true);
      case "number" -> JSON.numberNode(1.5);
      default -> JSON.numberNode(form.path("minimum").asInt(7));
    };
  }

  private ObjectNode object(List<JsonNode> together) {
    ObjectNode object = JSON.objectNode();
    schemas.members(together).forEach((name, member) -> object.set(name, right(member)));
    JsonNode others = schemas.others(together);
    if (others.isObject()) {
      object.set("canary", right(others));
    }
    return object;
  }

  private static String text(JsonNode form) {
    String text = TEXTS.getOrDefault(form.path("format").asText(""), "canary");
    int longest = form.path("maxLength").asInt(Integer.MAX_VALUE);
    return text.length() > longest ? text.substring(0, longest) : text;
  }

  /** Copies of a right body, each with one mistake. */
  List<JsonNode> wrong(JsonNode schema, JsonNode right) {
    List<JsonNode> wrong = new ArrayList<>(mistakes(schema));
    List<JsonNode> together = schemas.together(schema);
    if (together.stream().anyMatch(part -> part.has("anyOf"))) {
      // what is wrong in one form may be right in another; no form has numbers
      wrong.add(JSON.objectNode().put("detail", 7));
      wrong.add(JSON.arrayNode().add(7));
      return wrong;
    }
    if (right instanceof ObjectNode object) {
      wrongMembers(together, object, wrong);
    } else if (right instanceof ArrayNode array) {
      for (JsonNode item : wrong(last(together).get("items"), array.get(1))) {
        wrong.add(changed(array, item));
      }
    }
    return wrong;
  }

  private static ArrayNode changed(ArrayNode array, JsonNode item) {
    ArrayNode copy = array.deepCopy();
    copy.set(1, item);
    return copy;
  }

  private static ObjectNode without(ObjectNode right, String name) {
    ObjectNode copy = right.deepCopy();
    copy.remove(name);
    return copy;
  }

  private static ObjectNode with(ObjectNode right, String name, JsonNode value) {
    ObjectNode copy = right.deepCopy();
    copy.set(name, value);
    return copy;
  }

  private void wrongMembers(List<JsonNode> together, ObjectNode right, List<JsonNode> wrong) {
    for (JsonNode part : together) {
      for (JsonNode name : part.path("required")) {
        wrong.add(without(right, name.asText()));
      }
    }
    JsonNode others = schemas.others(together);
    if (others.isMissingNode()) {
      wrong.add(with(right, "canary-extra", JSON.numberNode(1)));
    } else if (others.isObject()) {
      wrong(others, right.get("canary")).forEach(v -> wrong.add(with(right, "canary", v)));
    }
    schemas
        .members(together)
        .forEach((name, member) ->
            wrong(member, right.get(name)).forEach(value -> wrong.add(with(right, name, value))));
  }

  /** Values that the schema as a whole refuses, whatever is inside. */
  private List<JsonNode> mistakes(JsonNode schema) {
    List<JsonNode> mistakes = new ArrayList<>();
    if (!schemas.takesNull(schema)) {
      mistakes.add(JSON.nullNode());
    }
    JsonNode form = last(schemas.together(schema));
    boolean text = form.path("type").asText().equals("string");
    mistakes.add(text ? JSON.numberNode(7) : JSON.textNode("7"));
    if (text && (form.has("enum") || form.has("format"))) {
      mistakes.add(JSON.textNode("canary of no kind"));
    }
    if (form.path("minLength").asInt(0) > 0) {
      mistakes.add(JSON.textNode(""));
    }
    if (form.has("maxLength")) {
      mistakes.add(JSON.textNode("a@b".repeat(form.get("maxLength").asInt())));
    }
    if (form.path("type").asText().equals("integer")) {
      mistakes.add(JSON.numberNode(1.5));
      if (form.has("minimum")) {
        mistakes.add(JSON.numberNode(form.get("minimum").asLong() - 1));
      }
      if (form.path("format").asText().equals("int32")) {
        mistakes.add(JSON.numberNode(1L << 31));
      }
    }
    return mistakes;
  }
}
