package dev.roster.alignment.pact;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.openapi.Schema;
import dev.roster.openapi.SchemaValidator;
import dev.roster.openapi.SchemaValidator.Mode;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Facts that JSON of a schema can show, and those that some JSON does show, in the same words:
 * {@code $.id named}, {@code $.next null}, {@code $.next value}, {@code $.ErrorCode absent}, {@code
 * $.type = trial}.
 */
final class BodyFacts {
  private static final SchemaValidator VALIDATOR = new SchemaValidator(Mode.WHOLE);

  private final Set<String> facts = new LinkedHashSet<>();

  private BodyFacts() {}

  /** The facts that JSON of this schema can show. */
  static Set<String> possible(Schema schema) {
    BodyFacts all = new BodyFacts();
    all.possible("$", schema);
    return all.facts;
  }

  /** The facts that this JSON shows. */
  static Set<String> shown(Schema schema, JsonNode value) {
    BodyFacts shown = new BodyFacts();
    shown.shown("$", schema, value);
    return shown.facts;
  }

  private void possible(String path, Schema schema) {
    if (schema.nullable()) {
      facts.add(path + " null");
      facts.add(path + " value");
    }
    schema.knownValues().forEach(value -> facts.add(path + " = " + value));
    schema.choices().forEach(choice -> facts.add(form(path, choice)));
    schema.items().ifPresent(items -> possible(path + "[]", items));
    for (Map.Entry<String, Schema> property : schema.properties().entrySet()) {
      String inside = path + "." + property.getKey();
      if (schema.required().contains(property.getKey())) {
        facts.add(inside + " named");
      } else {
        facts.add(inside + " present");
        facts.add(inside + " absent");
      }
      possible(inside, property.getValue());
    }
  }

  private void shown(String path, Schema schema, JsonNode value) {
    if (schema.nullable()) {
      facts.add(path + (value.isNull() ? " null" : " value"));
    }
    if (schema.knownValues().contains(value.asText())) {
      facts.add(path + " = " + value.asText());
    }
    schema.choices().stream()
        .filter(choice -> VALIDATOR.validate(choice, value).isEmpty())
        .forEach(choice -> facts.add(form(path, choice)));
    if (value.isArray() && schema.items().isPresent()) {
      value.forEach(item -> shown(path + "[]", schema.items().get(), item));
    }
    if (value.isObject()) {
      shownMembers(path, schema, value);
    }
  }

  private void shownMembers(String path, Schema schema, JsonNode value) {
    for (Map.Entry<String, Schema> property : schema.properties().entrySet()) {
      String name = property.getKey();
      String inside = path + "." + name;
      boolean required = schema.required().contains(name);
      if (value.has(name)) {
        facts.add(inside + (required ? " named" : " present"));
        shown(inside, property.getValue(), value.get(name));
      } else if (!required) {
        facts.add(inside + " absent");
      }
    }
  }

  private static String form(String path, Schema choice) {
    return path + " as " + choice.place().key();
  }
}
