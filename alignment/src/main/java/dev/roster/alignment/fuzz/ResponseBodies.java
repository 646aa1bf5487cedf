package dev.roster.alignment.fuzz;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roster.openapi.Operation;
import dev.roster.openapi.ResponseSpec;
import dev.roster.openapi.Samples;
import dev.roster.openapi.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** The body that a document promises, and what a later or looser server may make of it. */
final class ResponseBodies {
  static final String UNKNOWN_MEMBERS = "unknown members everywhere";
  private static final String NO_MEMBER = "no member at all";
  private static final String ALL_NULL = "null in every member";
  private static final String WITHOUT = "without ";
  private static final String NULL_FOR = "null for ";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Set<String> COUNTS = Set.of("count", "Count");

  /** The entries of all pages, of which a sample is one. */
  private static final int ALL_PAGES = 7;

  private final Schema schema;
  private final JsonNode valid;

  /**
   * The bodies of a success of an operation.
   *
   * @throws IllegalArgumentException if it succeeds without JSON, so that there is no body
   */
  ResponseBodies(Operation operation) {
    this.schema =
        operation
            .success()
            .flatMap(ResponseSpec::json)
            .orElseThrow(
                () -> new IllegalArgumentException(operation.id() + " succeeds without JSON"));
    this.valid = withCount(Samples.valid(schema), ALL_PAGES);
  }

  /** A body as the document promises it. */
  JsonNode right() {
    return valid.deepCopy();
  }

  /** Every variant that a client has to read, by what is misbehaving about it. */
  Map<String, JsonNode> readable() {
    Map<String, JsonNode> variants = new LinkedHashMap<>();
    variants.put(UNKNOWN_MEMBERS, changed(schema, right(), ResponseBodies::withUnknown));
    variants.put(
        "unknown values of enumerations", changed(schema, right(), ResponseBodies::unknownValue));
    variants.put(ALL_NULL, changed(schema, right(), ResponseBodies::allNull));
    variants.put(NO_MEMBER, changed(schema, right(), ResponseBodies::emptied));
    variants.put(
        "empty lists", changed(schema, withCount(right(), 0), ResponseBodies::withoutEntries));
    right()
        .fieldNames()
        .forEachRemaining(name -> {
          ObjectNode without = right().deepCopy();
          without.remove(name);
          variants.put(WITHOUT + name, without);
          ObjectNode nulled = right().deepCopy();
          nulled.putNull(name);
          variants.put(NULL_FOR + name, nulled);
        });
    return variants;
  }

  /** Pointers to the times in the body. */
  List<JsonPointer> times() {
    List<JsonPointer> times = new ArrayList<>();
    addTimes(schema, valid, JsonPointer.empty(), times);
    return times;
  }

  /** A body with another time in one place. */
  JsonNode withTime(JsonPointer place, String time) {
    JsonNode body = right();
    JsonNode above = body.at(place.head());
    if (above instanceof ObjectNode object) {
      object.put(place.last().getMatchingProperty(), time);
    } else {
      ((ArrayNode) above).set(place.last().getMatchingIndex(), JSON.textNode(time));
    }
    return body;
  }

  private static void addTimes(
      Schema schema, JsonNode value, JsonPointer here, List<JsonPointer> times) {
    Schema form = schema.choices().isEmpty() ? schema : schema.choices().get(0);
    if (form.format().equals("date-time")) {
      times.add(here);
    }
    form.properties()
        .forEach((name, member) -> {
          if (value.has(name)) {
            addTimes(member, value.get(name), here.appendProperty(name), times);
          }
        });
    for (int i = 0; value.isArray() && form.items().isPresent() && i < value.size(); i++) {
      addTimes(form.items().get(), value.get(i), here.appendIndex(i), times);
    }
  }

  /**
   * Reports whether a variant is no success: an object without a member of its own, or a list
   * without its entries.
   *
   * @param listProperties the names of the properties with the entries of a list
   */
  boolean isWithoutContent(String variant, Set<String> listProperties) {
    if (variant.equals(NO_MEMBER) || variant.equals(ALL_NULL)) {
      return true;
    }
    boolean lacksOne = variant.startsWith(WITHOUT) || variant.startsWith(NULL_FOR);
    String name = variant.substring(variant.lastIndexOf(' ') + 1);
    return lacksOne && (valid.size() == 1 || listProperties.contains(name));
  }

  /** A list that is empty though its own count says otherwise; empty for what has no count. */
  Optional<JsonNode> contradiction() {
    return COUNTS.stream().anyMatch(right()::has)
        ? Optional.of(changed(schema, withCount(right(), 9), ResponseBodies::withoutEntries))
        : Optional.empty();
  }

  private static JsonNode withCount(JsonNode body, int count) {
    COUNTS.stream().filter(body::has).forEach(name -> ((ObjectNode) body).put(name, count));
    return body;
  }

  private static JsonNode withoutEntries(Schema schema, JsonNode value) {
    return value.isArray() ? JSON.arrayNode() : value;
  }

  private static JsonNode withUnknown(Schema schema, JsonNode value) {
    if (value instanceof ObjectNode object && schema.additionalProperties().isEmpty()) {
      object.set("a_later_member", JSON.objectNode().set("list", JSON.arrayNode().add(1)));
      object.putNull("ANOTHER");
    }
    return value;
  }

  private static JsonNode unknownValue(Schema schema, JsonNode value) {
    return schema.knownValues().isEmpty() ? value : JSON.textNode("galactic");
  }

  private static JsonNode allNull(Schema schema, JsonNode value) {
    if (value instanceof ObjectNode object) {
      ObjectNode nulls = JSON.objectNode();
      object.fieldNames().forEachRemaining(nulls::putNull);
      return nulls;
    }
    return value;
  }

  private static JsonNode emptied(Schema schema, JsonNode value) {
    return value.isObject() ? JSON.objectNode() : value;
  }

  /** Changes a value and all that is inside of it, the innermost first. */
  private static JsonNode changed(
      Schema schema, JsonNode value, BiFunction<Schema, JsonNode, JsonNode> change) {
    // a sample has the first form
    Schema form = schema.choices().isEmpty() ? schema : schema.choices().get(0);
    if (value instanceof ObjectNode object) {
      form.properties()
          .forEach((name, member) -> {
            if (object.has(name)) {
              object.set(name, changed(member, object.get(name), change));
            }
          });
    } else if (value instanceof ArrayNode array && form.items().isPresent()) {
      Schema items = form.items().get();
      for (int i = 0; i < array.size(); i++) {
        array.set(i, changed(items, array.get(i), change));
      }
    }
    return change.apply(form, value);
  }
}
