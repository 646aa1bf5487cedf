package dev.roster.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Holds a value against a schema. Stricter than JSON Schema in one way: a member that the document
 * does not name is a violation, since the server's answers must not outgrow it. Immutable.
 */
final class SchemaValidator {
  private final Schemas schemas;

  SchemaValidator(Schemas schemas) {
    this.schemas = schemas;
  }

  List<Violation> check(JsonNode schema, JsonNode value) {
    List<Violation> found = new ArrayList<>();
    check(schema, value, "", found);
    return found;
  }

  private void check(JsonNode schema, JsonNode value, String at, List<Violation> found) {
    if (value.isNull()) {
      if (!schemas.takesNull(schema)) {
        found.add(new Violation(at, "must not be null"));
      }
      return;
    }
    List<JsonNode> together = schemas.together(schema);
    for (JsonNode part : together) {
      if (!hasType(part, value)) {
        found.add(new Violation(at, "must be of type " + part.path("type").asText()));
        return;
      }
      checkScalar(part, value, at, found);
      checkAnyOf(part, value, at, found);
    }
    if (value.isObject()) {
      checkObject(together, value, at, found);
    } else if (value.isArray()) {
      checkArray(together, value, at, found);
    }
  }

  private static boolean hasType(JsonNode schema, JsonNode value) {
    return switch (schema.path("type").asText()) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "boolean" -> value.isBoolean();
      case "number" -> value.isNumber();
      case "integer" -> value.isIntegralNumber();
      default -> true;
    };
  }

  private static void checkScalar(
      JsonNode schema, JsonNode value, String at, List<Violation> found) {
    if (schema.has("enum") && !contains(schema.get("enum"), value)) {
      found.add(new Violation(at, "must be one of " + schema.get("enum")));
    }
    if (value.isTextual()) {
      checkText(schema, value.textValue(), at, found);
    } else if (value.isNumber()) {
      checkNumber(schema, value, at, found);
    }
  }

  private static boolean contains(JsonNode known, JsonNode value) {
    for (JsonNode each : known) {
      if (each.equals(value) || each.isNumber() && each.asText().equals(value.asText())) {
        return true;
      }
    }
    return false;
  }

  private static void checkText(JsonNode schema, String text, String at, List<Violation> found) {
    String format = schema.path("format").asText("");
    if (!format.isEmpty() && !Formats.holds(format, text)) {
      found.add(new Violation(at, "must have the format " + format));
    }
    int length = text.codePointCount(0, text.length());
    if (length < schema.path("minLength").asInt(0)) {
      found.add(new Violation(at, "must have minLength " + schema.get("minLength")));
    }
    if (length > schema.path("maxLength").asInt(Integer.MAX_VALUE)) {
      found.add(new Violation(at, "must have maxLength " + schema.get("maxLength")));
    }
    if (schema.has("pattern")
        && !Pattern.compile(schema.get("pattern").asText()).matcher(text).find()) {
      found.add(new Violation(at, "must match " + schema.get("pattern").asText()));
    }
  }

  private static void checkNumber(
      JsonNode schema, JsonNode value, String at, List<Violation> found) {
    BigDecimal number = value.decimalValue();
    if (schema.has("minimum") && number.compareTo(schema.get("minimum").decimalValue()) < 0) {
      found.add(new Violation(at, "must have minimum " + schema.get("minimum")));
    }
    if (schema.has("maximum") && number.compareTo(schema.get("maximum").decimalValue()) > 0) {
      found.add(new Violation(at, "must have maximum " + schema.get("maximum")));
    }
    boolean fits =
        switch (schema.path("format").asText("")) {
          case "int32" -> value.canConvertToInt();
          case "int64" -> value.canConvertToLong();
          default -> true;
        };
    if (!fits) {
      found.add(new Violation(at, "must fit " + schema.path("format").asText()));
    }
  }

  private void checkAnyOf(JsonNode schema, JsonNode value, String at, List<Violation> found) {
    if (!schema.has("anyOf")) {
      return;
    }
    for (JsonNode form : schema.get("anyOf")) {
      List<Violation> against = new ArrayList<>();
      check(form, value, at, against);
      if (against.isEmpty()) {
        return;
      }
    }
    found.add(new Violation(at, "must have one of the " + schema.get("anyOf").size() + " forms"));
  }

  private void checkObject(
      List<JsonNode> together, JsonNode value, String at, List<Violation> found) {
    for (JsonNode part : together) {
      for (JsonNode name : part.path("required")) {
        if (!value.has(name.asText())) {
          found.add(new Violation(at + "/" + escape(name.asText()), "is required"));
        }
      }
    }
    if (together.stream().anyMatch(part -> part.has("anyOf"))) {
      return; // the form that fits has looked at the members
    }
    Map<String, JsonNode> members = schemas.members(together);
    JsonNode others = schemas.others(together);
    value
        .properties()
        .forEach(member -> {
          String below = at + "/" + escape(member.getKey());
          JsonNode schema = members.getOrDefault(member.getKey(), others);
          if (schema.isMissingNode()) {
            found.add(new Violation(below, "is not in the document"));
          } else if (schema.isObject()) {
            check(schema, member.getValue(), below, found);
          }
        });
  }

  private void checkArray(
      List<JsonNode> together, JsonNode value, String at, List<Violation> found) {
    for (JsonNode part : together) {
      if (value.size() < part.path("minItems").asInt(0)) {
        found.add(new Violation(at, "must have minItems " + part.get("minItems")));
      }
      if (value.size() > part.path("maxItems").asInt(Integer.MAX_VALUE)) {
        found.add(new Violation(at, "must have maxItems " + part.get("maxItems")));
      }
      for (int i = 0; part.has("items") && i < value.size(); i++) {
        check(part.get("items"), value.get(i), at + "/" + i, found);
      }
    }
  }

  private static String escape(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
