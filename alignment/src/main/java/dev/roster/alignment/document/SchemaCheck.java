package dev.roster.alignment.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Holds JSON against a schema and, other than a validator of JSON Schema, refuses members that the
 * document does not know: the documents are open, but who names a member must have it from them.
 */
public final class SchemaCheck {
  /** An {@code addr-spec} of RFC 5322, without comments and obsolete forms. */
  private static final Pattern EMAIL =
      Pattern.compile(
          "(?:[-\\w!#$%&'*+/=?^`{|}~]+(?:\\.[-\\w!#$%&'*+/=?^`{|}~]+)*|\"(?:[ !#-\\[\\]-~]|\\\\["
              + " -~])*\")@(?:[-\\w]+(?:\\.[-\\w]+)*|\\[[!-Z^-~]*])");

  private static final Pattern UUID =
      Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

  /**
   * A mismatch of a value and its schema.
   *
   * @param where the way to it, as in {@code $.company.flags[0]}
   * @param value what stands there
   * @param rule what the document says
   * @param place where the document says it
   */
  public record Violation(String where, String value, String rule, Place place) {}

  private final boolean partial;

  private SchemaCheck(boolean partial) {
    this.partial = partial;
  }

  /** A check of whole JSON, in which required members must be present. */
  public static SchemaCheck ofTheWhole() {
    return new SchemaCheck(false);
  }

  /** A check of partial JSON, in which any member may be absent. */
  public static SchemaCheck ofAPart() {
    return new SchemaCheck(true);
  }

  public List<Violation> check(JsonNode value, Schema schema) {
    List<Violation> violations = new ArrayList<>();
    check("$", value, schema, violations);
    return violations;
  }

  private void check(String where, JsonNode value, Schema schema, List<Violation> found) {
    if (value.isNull()) {
      if (!schema.nullable()) {
        found.add(new Violation(where, "null", "never null", schema.place()));
      }
    } else if (!schema.choices().isEmpty()) {
      checkChoice(where, value, schema, found);
    } else if (!hasType(value, schema.type())) {
      found.add(new Violation(where, value.toString(), "type " + schema.type(), schema.place()));
    } else {
      switch (schema.type()) {
        case "object" -> checkMembers(where, value, schema, found);
        case "array" -> checkItems(where, value, schema, found);
        default -> checkValue(where, value, schema, found);
      }
    }
  }

  private void checkChoice(String where, JsonNode value, Schema schema, List<Violation> found) {
    List<List<Violation>> failures = new ArrayList<>();
    for (Schema choice : schema.choices()) {
      List<Violation> violations = new ArrayList<>();
      // which form it is shows in what is there, so nothing may be missing
      new SchemaCheck(false).check(where, value, choice, violations);
      failures.add(violations);
    }
    if (failures.stream().noneMatch(List::isEmpty)) {
      found.add(
          new Violation(where, value.toString(), "one of the documented forms", schema.place()));
    }
  }

  private void checkMembers(String where, JsonNode value, Schema schema, List<Violation> found) {
    Map<String, Schema> known = schema.properties();
    for (Map.Entry<String, JsonNode> member : value.properties()) {
      String inside = where + "." + member.getKey();
      Schema declared = known.get(member.getKey());
      if (declared != null) {
        check(inside, member.getValue(), declared, found);
      } else if (schema.otherMembers().isEmpty()) {
        String rule = "no such member; there are " + String.join(", ", known.keySet());
        found.add(new Violation(inside, member.getValue().toString(), rule, schema.place()));
      } else if (schema.otherMembers().get().place().node().isObject()) {
        check(inside, member.getValue(), schema.otherMembers().get(), found);
      }
    }
    if (!partial) {
      schema.required().stream()
          .filter(required -> !value.has(required))
          .forEach(required ->
              found.add(
                  new Violation(where + "." + required, "absent", "required", schema.place())));
    }
  }

  private void checkItems(String where, JsonNode value, Schema schema, List<Violation> found) {
    schema
        .items()
        .ifPresent(items -> {
          for (int i = 0; i < value.size(); i++) {
            check(where + "[" + i + "]", value.get(i), items, found);
          }
        });
  }

  private static void checkValue(
      String where, JsonNode value, Schema schema, List<Violation> found) {
    String text = value.asText();
    List<String> broken = new ArrayList<>();
    if (!schema.values().isEmpty() && !schema.values().contains(text)) {
      broken.add("one of " + String.join(", ", schema.values()));
    }
    if (!hasFormat(value, schema.format())) {
      broken.add("format " + schema.format());
    }
    schema.keyword("pattern").map(JsonNode::asText).stream()
        .filter(pattern -> !Pattern.compile(pattern).matcher(text).find())
        .forEach(pattern -> broken.add("pattern " + pattern));
    limit(schema, "minLength", text.codePointCount(0, text.length()), -1, broken);
    limit(schema, "maxLength", text.codePointCount(0, text.length()), 1, broken);
    if (value.isNumber()) {
      limit(schema, "minimum", value.asLong(), -1, broken);
      limit(schema, "maximum", value.asLong(), 1, broken);
    }
    broken.forEach(rule -> found.add(new Violation(where, value.toString(), rule, schema.place())));
  }

  private static void limit(
      Schema schema, String keyword, long value, int wrongSide, List<String> broken) {
    schema.keyword(keyword).map(JsonNode::asLong).stream()
        .filter(limit -> Long.compare(value, limit) == wrongSide)
        .forEach(limit -> broken.add(keyword + " " + limit));
  }

  private static boolean hasType(JsonNode value, String type) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "boolean" -> value.isBoolean();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      default -> true;
    };
  }

  private static boolean hasFormat(JsonNode value, String format) {
    return switch (format) {
      case "uuid", "guid" -> UUID.matcher(value.asText()).matches();
      case "email" -> EMAIL.matcher(value.asText()).matches();
      case "uri" -> value.asText().matches("https?://\\S+");
      case "date" -> parses(LocalDate::parse, value.asText());
      case "date-time" -> parses(OffsetDateTime::parse, value.asText());
      case "int32" -> value.canConvertToInt();
      case "int64" -> value.canConvertToLong();
      default -> true;
    };
  }

  private static boolean parses(Function<String, ?> parser, String text) {
    try {
      return parser.apply(text) != null;
    } catch (DateTimeParseException malformed) {
      return false;
    }
  }
}
