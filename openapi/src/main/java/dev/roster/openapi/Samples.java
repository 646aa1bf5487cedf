package dev.roster.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes JSON from a schema: valid values, and copies of them that are wrong in exactly one place.
 */
public final class Samples {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final BigDecimal HALF = new BigDecimal("0.5");
  private static final int USUAL_ITEMS = 2;
  private static final String EXTRA = "sample";
  private static final Map<String, String> TEXTS =
      Map.of(
          "date-time", "2026-01-31T23:59:59.25Z",
          "date", "2026-01-31",
          "uuid", "d025eedc-5ea0-4de8-be9f-f8873545add9",
          "guid", "d025eedc-5ea0-4de8-be9f-f8873545add9",
          "uri", "https://example.org/",
          "email", "ada@example.org");

  private Samples() {}

  /**
   * Makes a value with every property, and with two items in each array.
   *
   * @throws UnsupportedDocumentException if a value of the schema must hold one of the same schema
   */
  public static JsonNode valid(Schema schema) {
    return valid(schema, Set.of())
        .orElseThrow(
            () -> new UnsupportedDocumentException(schema.place(), "the schema contains itself."));
  }

  /** Makes nothing for a schema that is already being made around it. */
  private static Optional<JsonNode> valid(Schema schema, Set<Place> around) {
    if (around.contains(schema.place())) {
      return Optional.empty();
    }
    Set<Place> inside = new HashSet<>(around);
    inside.add(schema.place());
    if (schema.hasChoices()) {
      return valid(schema.choices().get(0), inside);
    }
    Optional<JsonNode> values = schema.keyword("enum");
    if (values.isPresent()) {
      return Optional.of(values.get().get(0));
    }
    return Optional.of(
        switch (schema.type()) {
          case "object" -> object(schema, inside);
          case "array" -> array(schema, inside);
          case "string" -> JSON.textNode(text(schema));
          case "boolean" -> JSON.booleanNode(true);
          case "number" -> JSON.numberNode(number(schema, new BigDecimal("1.5")));
          default -> JSON.numberNode(number(schema, new BigDecimal(7)).toBigInteger());
        });
  }

  private static ObjectNode object(Schema schema, Set<Place> inside) {
    ObjectNode object = JSON.objectNode();
    schema
        .properties()
        .forEach((name, each) -> valid(each, inside).ifPresent(value -> object.set(name, value)));
    schema
        .additionalProperties()
        .filter(others -> others.place().node().isObject())
        .flatMap(others -> valid(others, inside))
        .ifPresent(value -> object.set(EXTRA, value));
    return object;
  }

  private static ArrayNode array(Schema schema, Set<Place> inside) {
    ArrayNode array = JSON.arrayNode();
    int items = Math.max(USUAL_ITEMS, limit(schema, "minItems", 0));
    for (int i = 0; i < Math.min(items, limit(schema, "maxItems", items)); i++) {
      schema.items().flatMap(each -> valid(each, inside)).ifPresent(array::add);
    }
    return array;
  }

  private static String text(Schema schema) {
    Optional<JsonNode> example = schema.keyword("example").filter(JsonNode::isTextual);
    if (schema.keyword("pattern").isPresent() && example.isPresent()) {
      return example.get().textValue();
    }
    String text = TEXTS.getOrDefault(schema.format(), "sample");
    int longest = limit(schema, "maxLength", Integer.MAX_VALUE);
    text = text.length() > longest ? text.substring(0, longest) : text;
    return text + "s".repeat(Math.max(0, limit(schema, "minLength", 0) - text.length()));
  }

  private static BigDecimal number(Schema schema, BigDecimal usual) {
    return schema
        .keyword("minimum")
        .or(() -> schema.keyword("maximum"))
        .map(JsonNode::decimalValue)
        .orElse(usual);
  }

  private static int limit(Schema schema, String keyword, int otherwise) {
    return schema.keyword(keyword).map(JsonNode::asInt).orElse(otherwise);
  }

  /** Makes copies of a valid value, each with one mistake. */
  public static List<JsonNode> invalid(Schema schema, JsonNode valid) {
    List<JsonNode> invalid = new ArrayList<>(replacements(schema));
    if (schema.hasChoices()) {
      // a mistake in one form may be right in another; no form has numbers
      invalid.add(JSON.objectNode().put("detail", 7));
      invalid.add(JSON.arrayNode().add(7));
    } else if (valid instanceof ObjectNode object) {
      addWrongProperties(schema, object, invalid);
    } else if (valid instanceof ArrayNode array) {
      addWrongItems(schema, array, invalid);
    }
    return invalid;
  }

  private static void addWrongProperties(Schema schema, ObjectNode valid, List<JsonNode> invalid) {
    for (String name : schema.required()) {
      ObjectNode copy = valid.deepCopy();
      copy.remove(name);
      invalid.add(copy);
    }
    Optional<Schema> others = schema.additionalProperties();
    if (others.isEmpty()) {
      invalid.add(with(valid, "sample-extra", JSON.numberNode(1)));
    } else if (valid.has(EXTRA)) {
      invalid(others.get(), valid.get(EXTRA))
          .forEach(value -> invalid.add(with(valid, EXTRA, value)));
    }
    schema
        .properties()
        .forEach((name, each) -> {
          if (valid.has(name)) {
            invalid(each, valid.get(name)).forEach(value -> invalid.add(with(valid, name, value)));
          }
        });
  }

  private static ObjectNode with(ObjectNode valid, String name, JsonNode value) {
    ObjectNode copy = valid.deepCopy();
    copy.set(name, value);
    return copy;
  }

  private static void addWrongItems(Schema schema, ArrayNode valid, List<JsonNode> invalid) {
    if (valid.isEmpty()) {
      return;
    }
    int last = valid.size() - 1;
    for (JsonNode item : schema.items().map(i -> invalid(i, valid.get(last))).orElse(List.of())) {
      ArrayNode copy = valid.deepCopy();
      copy.set(last, item);
      invalid.add(copy);
    }
    if (limit(schema, "minItems", 0) > 0) {
      invalid.add(JSON.arrayNode());
    }
    if (schema.keyword("maxItems").isPresent()) {
      ArrayNode copy = valid.deepCopy();
      while (copy.size() <= limit(schema, "maxItems", 0)) {
        copy.add(valid.get(last));
      }
      invalid.add(copy);
    }
  }

  /** Makes values that the schema as a whole refuses, whatever is inside. */
  private static List<JsonNode> replacements(Schema schema) {
    List<JsonNode> wrong = new ArrayList<>();
    if (!schema.nullable()) {
      wrong.add(JSON.nullNode());
    }
    boolean text = schema.type().equals("string");
    wrong.add(text ? JSON.numberNode(7) : JSON.textNode("7"));
    if (text && (schema.keyword("enum").isPresent() || !schema.format().isEmpty())) {
      wrong.add(JSON.textNode("sample of no kind"));
    }
    if (limit(schema, "minLength", 0) > 0) {
      wrong.add(JSON.textNode(""));
    }
    if (schema.keyword("maxLength").isPresent()) {
      wrong.add(JSON.textNode("a@b".repeat(limit(schema, "maxLength", 0) + 1)));
    }
    if (schema.type().equals("integer")) {
      wrong.add(JSON.numberNode(HALF.add(BigDecimal.ONE)));
    }
    addWrongNumbers(schema, wrong);
    return wrong;
  }

  private static void addWrongNumbers(Schema schema, List<JsonNode> wrong) {
    BigDecimal step = schema.type().equals("integer") ? BigDecimal.ONE : HALF;
    schema.keyword("minimum").map(limit -> limit.decimalValue().subtract(step)).stream()
        .forEach(number -> wrong.add(number(step, number)));
    schema.keyword("maximum").map(limit -> limit.decimalValue().add(step)).stream()
        .forEach(number -> wrong.add(number(step, number)));
    if (schema.format().equals("int32")) {
      wrong.add(JSON.numberNode(1L << 31));
    }
    if (schema.format().equals("int64")) {
      wrong.add(JSON.numberNode(BigInteger.TWO.pow(63)));
    }
  }

  private static JsonNode number(BigDecimal step, BigDecimal number) {
    return step.compareTo(HALF) == 0
        ? JSON.numberNode(number)
        : JSON.numberNode(number.toBigInteger());
  }
}
