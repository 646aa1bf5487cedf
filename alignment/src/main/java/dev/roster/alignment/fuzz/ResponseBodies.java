package dev.roster.alignment.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** The body that a document promises, and what a later or looser server may make of it. */
public final class ResponseBodies {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Set<String> COUNTS = Set.of("count", "Count");
  private static final Map<String, String> TEXTS =
      Map.of(
          "date-time", "2026-01-31T23:59:59.25Z",
          "date", "2026-01-31",
          "uuid", "d025eedc-5ea0-4de8-be9f-f8873545add9",
          "uri", "https://example.org/",
          "email", "ada@example.org");

  private final FuzzOperation operation;
  private final JsonNode schema;

  /** The bodies of a success of an operation. */
  public ResponseBodies(FuzzOperation operation) {
    this.operation = operation;
    this.schema = operation.success();
  }

  /** A body as the document promises it. */
  public JsonNode right() {
    return right(schema);
  }

  /** Every variant that a client has to read, by what is misbehaving about it. */
  public Map<String, JsonNode> readable() {
    Map<String, JsonNode> variants = new LinkedHashMap<>();
    variants.put(
        "unknown members everywhere", changed(schema, right(), ResponseBodies::withUnknown));
    variants.put(
        "unknown values of enumerations", changed(schema, right(), ResponseBodies::unknownValue));
    variants.put("null in every member", changed(schema, right(), ResponseBodies::allNull));
    variants.put("no member at all", changed(schema, right(), ResponseBodies::emptied));
    variants.put("empty lists", changed(schema, withCount(0), ResponseBodies::withoutEntries));
    right()
        .fieldNames()
        .forEachRemaining(name -> {
          ObjectNode without = right().deepCopy();
          without.remove(name);
          variants.put("without " + name, without);
          ObjectNode nulled = right().deepCopy();
          nulled.putNull(name);
          variants.put("null for " + name, nulled);
        });
    return variants;
  }

  /** A list that is empty though its own count says otherwise; empty for what has no count. */
  public Optional<JsonNode> contradiction() {
    return COUNTS.stream().anyMatch(right()::has)
        ? Optional.of(changed(schema, withCount(9), ResponseBodies::withoutEntries))
        : Optional.empty();
  }

  private JsonNode withCount(int count) {
    JsonNode body = right();
    COUNTS.stream().filter(body::has).forEach(name -> ((ObjectNode) body).put(name, count));
    return body;
  }

  private static JsonNode withoutEntries(JsonNode schema, JsonNode value) {
    return value.isArray() ? JSON.arrayNode() : value;
  }

  private static JsonNode withUnknown(JsonNode schema, JsonNode value) {
    if (value instanceof ObjectNode object && !schema.path("additionalProperties").asBoolean()) {
      object.set("a_later_member", JSON.objectNode().set("list", JSON.arrayNode().add(1)));
      object.putNull("ANOTHER");
    }
    return value;
  }

  private static JsonNode unknownValue(JsonNode schema, JsonNode value) {
    return schema.has("enum") || schema.has("x-extensible-enum")
        ? JSON.textNode("galactic")
        : value;
  }

  private static JsonNode allNull(JsonNode schema, JsonNode value) {
    if (value instanceof ObjectNode object) {
      ObjectNode nulls = JSON.objectNode();
      object.fieldNames().forEachRemaining(nulls::putNull);
      return nulls;
    }
    return value;
  }

  private static JsonNode emptied(JsonNode schema, JsonNode value) {
    return value.isObject() ? JSON.objectNode() : value;
  }

  private JsonNode right(JsonNode reference) {
    JsonNode form = form(reference);
    if (form.has("enum")) {
      return form.get("enum").get(0);
    }
    return switch (form.path("type").asText()) {
      case "object" -> object(form);
      case "array" -> JSON.arrayNode().add(right(form.get("items"))).add(right(form.get("items")));
      case "integer", "number" -> JSON.numberNode(7);
      case "boolean" -> JSON.booleanNode(true);
      default -> JSON.textNode(TEXTS.getOrDefault(form.path("format").asText(), "text"));
    };
  }

  private ObjectNode object(JsonNode form) {
    ObjectNode object = JSON.objectNode();
    form.path("properties")
        .properties()
        .forEach(member -> object.set(member.getKey(), right(member.getValue())));
    return object;
  }

  /** Changes a value and all that is inside of it, the innermost first. */
  private JsonNode changed(
      JsonNode reference, JsonNode value, BiFunction<JsonNode, JsonNode, JsonNode> change) {
    JsonNode form = form(reference);
    if (value instanceof ObjectNode object) {
      form.path("properties")
          .properties()
          .forEach(member ->
              object.set(
                  member.getKey(),
                  changed(member.getValue(), object.get(member.getKey()), change)));
    } else if (value instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, changed(form.get("items"), array.get(i), change));
      }
    }
    return change.apply(form, value);
  }

  private JsonNode form(JsonNode reference) {
    JsonNode form = operation.resolve(reference);
    return form.has("allOf") ? form(form.get("allOf").get(0)) : form;
  }
}
