package dev.roster.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Validates JSON against a schema. Stricter than JSON Schema in one way: a property that the
 * document does not name is a violation unless the document says {@code additionalProperties},
 * since neither a message nor a pact may outgrow its document. Immutable.
 */
public final class SchemaValidator {
  /** The part of a value that is present. */
  public enum Mode {
    /** All of it, so that required properties must be there. */
    WHOLE,
    /** A part of it, so that required properties may be missing. */
    PARTIAL
  }

  private final Mode mode;

  public SchemaValidator(Mode mode) {
    this.mode = mode;
  }

  /** The rules that the value breaks, each with its place in the document; none if it is valid. */
  public List<Violation> validate(Schema schema, JsonNode value) {
    List<Violation> found = new ArrayList<>();
    check(schema, value, "", found);
    return found;
  }

  /**
   * The schemas around a form of an anyOf or oneOf, whose properties the form need not know.
   *
   * @param open true if they allow any property
   */
  private record Surroundings(Set<String> properties, boolean open) {
    static final Surroundings NONE = new Surroundings(Set.of(), false);

    Surroundings with(Schema schema) {
      Set<String> all = new HashSet<>(properties);
      all.addAll(schema.propertyNames());
      return new Surroundings(all, open || schema.additionalProperties().isPresent());
    }

    boolean allow(String property) {
      return open || properties.contains(property);
    }
  }

  private void check(Schema schema, JsonNode value, String at, List<Violation> found) {
    check(schema, value, at, Surroundings.NONE, found);
  }

  private void check(
      Schema schema, JsonNode value, String at, Surroundings around, List<Violation> found) {
    if (value.isNull()) {
      if (!schema.nullable()) {
        found.add(new Violation(at, "must not be null", schema.place()));
      }
      return;
    }
    for (Place part : schema.parts()) {
      if (!hasType(part.text("type"), value)) {
        found.add(violation(at, "must be of type " + part.text("type"), part, "type"));
        return;
      }
      checkScalar(part, value, at, found);
    }
    if (schema.hasChoices()) {
      checkChoices(schema, value, at, around.with(schema), found);
    }
    if (value.isObject()) {
      checkObject(schema, value, at, around, found);
    } else if (value.isArray()) {
      checkArray(schema, value, at, found);
    }
  }

  private static Violation violation(String at, String rule, Place part, String keyword) {
    return new Violation(at, rule, part.raw(keyword));
  }

  private static boolean hasType(String type, JsonNode value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "boolean" -> value.isBoolean();
      case "number" -> value.isNumber();
      case "integer" -> value.isIntegralNumber();
      default -> true;
    };
  }

  private static void checkScalar(Place part, JsonNode value, String at, List<Violation> found) {
    JsonNode known = part.node().path("enum");
    if (!known.isMissingNode() && !contains(known, value)) {
      found.add(violation(at, "must be one of " + known, part, "enum"));
    }
    if (value.isTextual()) {
      checkText(part, value.textValue(), at, found);
    } else if (value.isNumber()) {
      checkNumber(part, value, at, found);
    }
  }

  private static boolean contains(JsonNode known, JsonNode value) {
    for (JsonNode each : known) {
      boolean sameNumber =
          each.isNumber()
              && value.isNumber()
              && each.decimalValue().compareTo(value.decimalValue()) == 0;
      if (sameNumber || each.equals(value)) {
        return true;
      }
    }
    return false;
  }

  private static void checkText(Place part, String text, String at, List<Violation> found) {
    String format = part.text("format");
    if (!format.isEmpty() && !Formats.holds(format, text)) {
      found.add(violation(at, "must have the format " + format, part, "format"));
    }
    BigDecimal length = BigDecimal.valueOf(text.codePointCount(0, text.length()));
    atLeast("minLength", length, part, at, found);
    atMost("maxLength", length, part, at, found);
    if (part.has("pattern") && !Pattern.compile(part.text("pattern")).matcher(text).find()) {
      found.add(violation(at, "must match " + part.text("pattern"), part, "pattern"));
    }
  }

  private static void checkNumber(Place part, JsonNode value, String at, List<Violation> found) {
    atLeast("minimum", value.decimalValue(), part, at, found);
    atMost("maximum", value.decimalValue(), part, at, found);
    String format = part.text("format");
    boolean fits =
        switch (format) {
          case "int32" -> value.canConvertToInt();
          case "int64" -> value.canConvertToLong();
          default -> true;
        };
    if (!fits) {
      found.add(violation(at, "must fit " + format, part, "format"));
    }
  }

  private static void atLeast(
      String keyword, BigDecimal value, Place part, String at, List<Violation> found) {
    JsonNode limit = part.node().path(keyword);
    if (limit.isNumber() && value.compareTo(limit.decimalValue()) < 0) {
      found.add(violation(at, "must have " + keyword + " " + limit, part, keyword));
    }
  }

  private static void atMost(
      String keyword, BigDecimal value, Place part, String at, List<Violation> found) {
    JsonNode limit = part.node().path(keyword);
    if (limit.isNumber() && value.compareTo(limit.decimalValue()) > 0) {
      found.add(violation(at, "must have " + keyword + " " + limit, part, keyword));
    }
  }

  private static void checkChoices(
      Schema schema, JsonNode value, String at, Surroundings around, List<Violation> found) {
    List<Schema> forms = schema.choices();
    long fitting = forms.stream().filter(form -> fits(form, value, around)).count();
    if (fitting == 0) {
      String rule = "must have one of the " + forms.size() + " forms";
      found.add(new Violation(at, rule, schema.place()));
    } else if (fitting > 1 && !schema.oneOf().isEmpty()) {
      String rule = "must have one of the " + forms.size() + " forms, not " + fitting;
      found.add(new Violation(at, rule, schema.place()));
    }
  }

  /** Properties tell the forms apart, so none may be missing, not even from a part of a value. */
  private static boolean fits(Schema form, JsonNode value, Surroundings around) {
    List<Violation> against = new ArrayList<>();
    new SchemaValidator(Mode.WHOLE).check(form, value, "", around, against);
    return against.isEmpty();
  }

  private void checkObject(
      Schema schema, JsonNode value, String at, Surroundings around, List<Violation> found) {
    if (mode == Mode.WHOLE) {
      schema
          .requiredPlaces()
          .forEach((name, place) -> {
            if (!value.has(name)) {
              found.add(new Violation(at + "/" + Place.escape(name), "is required", place));
            }
          });
    }
    Optional<Schema> additional = schema.additionalProperties();
    for (Map.Entry<String, JsonNode> property : value.properties()) {
      String name = property.getKey();
      String below = at + "/" + Place.escape(name);
      List<Schema> declared = schema.property(name);
      if (!declared.isEmpty()) {
        declared.forEach(each -> check(each, property.getValue(), below, found));
      } else if (additional.isPresent()) {
        if (!additional.get().allowsAnything()) {
          check(additional.get(), property.getValue(), below, found);
        }
      } else if (!schema.hasChoices() && !around.allow(name)) {
        // a form that fits has looked at the properties that are not of the schema itself
        found.add(Violation.unknown(below, schema.place()));
      }
    }
  }

  private void checkArray(Schema schema, JsonNode value, String at, List<Violation> found) {
    BigDecimal size = BigDecimal.valueOf(value.size());
    for (Place part : schema.parts()) {
      atLeast("minItems", size, part, at, found);
      atMost("maxItems", size, part, at, found);
    }
    for (Schema items : schema.allItems()) {
      for (int i = 0; i < value.size(); i++) {
        check(items, value.get(i), at + "/" + i, found);
      }
    }
  }
}
