package dev.roster.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A schema of a document together with those that its {@code allOf} brings in. A choice between a
 * schema and null, which is how a member that may be null refers to a schema in OpenAPI 3.0, counts
 * as that schema, and as one that may be null. Immutable.
 */
public final class Schema {
  private final Place place;
  private final List<Place> parts = new ArrayList<>();
  private final Map<String, List<Place>> properties = new LinkedHashMap<>();
  private final Map<String, Place> required = new LinkedHashMap<>();
  private final List<Place> additional = new ArrayList<>();
  private final List<Place> items = new ArrayList<>();
  private final List<Place> anyOf = new ArrayList<>();
  private final List<Place> oneOf = new ArrayList<>();

  Schema(Place place) {
    this.place = place;
    collect(place);
    parts.forEach(this::read);
  }

  private void collect(Place part) {
    if (!parts.contains(part)) {
      parts.add(part);
      part.child("allOf").children().forEach(this::collect);
      besideNull(part).ifPresent(this::collect);
    }
  }

  /** The schema that this one offers beside null, if that is all the choice there is. */
  private static Optional<Place> besideNull(Place part) {
    List<Place> forms = new ArrayList<>(part.child("anyOf").children());
    forms.addAll(part.child("oneOf").children());
    return forms.size() == 2 && forms.removeIf(Schema::isNull) && forms.size() == 1
        ? Optional.of(forms.get(0))
        : Optional.empty();
  }

  private static boolean isNull(Place form) {
    JsonNode values = form.node().path("enum");
    return form.node().path("nullable").asBoolean() && values.size() == 1 && values.get(0).isNull();
  }

  private void read(Place part) {
    part.texts("required").forEach(name -> required.putIfAbsent(name, part.raw("required")));
    if (besideNull(part).isEmpty()) {
      anyOf.addAll(part.child("anyOf").children());
      oneOf.addAll(part.child("oneOf").children());
    }
    Place named = part.child("properties");
    for (String name : named.names()) {
      properties.computeIfAbsent(name, each -> new ArrayList<>()).add(named.child(name));
    }
    Place others = part.child("additionalProperties");
    if (others.node().isObject() || others.node().asBoolean()) {
      additional.add(others);
    }
    if (part.has("items")) {
      items.add(part.child("items"));
    }
  }

  static Schema at(Place place) {
    return place.document().schema(place);
  }

  public Place place() {
    return place;
  }

  /**
   * The schema itself, all that its {@code allOf} brings in and what it offers beside null: a value
   * other than null must be valid in each.
   */
  List<Place> parts() {
    return parts;
  }

  private Optional<JsonNode> first(String keyword) {
    return parts.stream()
        .map(part -> part.node().path(keyword))
        .filter(node -> !node.isMissingNode())
        .findFirst();
  }

  /** The value of a keyword such as {@code maxLength}; the first of the parts that has it wins. */
  public Optional<JsonNode> keyword(String name) {
    return first(name);
  }

  /** The type, which is empty if the document names none. */
  public String type() {
    return first("type").map(JsonNode::asText).orElse("");
  }

  /** The format, which is empty if the document names none. */
  public String format() {
    return first("format").map(JsonNode::asText).orElse("");
  }

  /**
   * Returns true if null is valid. Only the schema itself can allow it, not a part of its {@code
   * allOf}; the schema {@code true} allows everything.
   */
  public boolean nullable() {
    return place.node().asBoolean()
        || place.node().path("nullable").asBoolean()
        || besideNull(place).isPresent();
  }

  /** The values of an {@code enum}; none if there is no such list. */
  public List<String> values() {
    return first("enum").map(Schema::texts).orElse(List.of());
  }

  /** The values of an {@code enum} or, if there is none, of an {@code x-extensible-enum}. */
  public List<String> knownValues() {
    return first("enum").or(() -> first("x-extensible-enum")).map(Schema::texts).orElse(List.of());
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(item -> texts.add(item.asText()));
    return List.copyOf(texts);
  }

  /** The documented properties by name; where several parts have one of a name, the last. */
  public Map<String, Schema> properties() {
    Map<String, Schema> found = new LinkedHashMap<>();
    properties.forEach((name, all) -> found.put(name, at(all.get(all.size() - 1))));
    return found;
  }

  /** The schemas that the property of this name must be valid in; none if it is not documented. */
  List<Schema> property(String name) {
    List<Place> all = properties.get(name);
    return all == null ? List.of() : all.stream().map(Schema::at).toList();
  }

  Set<String> propertyNames() {
    return properties.keySet();
  }

  /** The names of the properties that must be there. */
  public List<String> required() {
    return List.copyOf(required.keySet());
  }

  /** The same, each with the keyword that requires it. */
  Map<String, Place> requiredPlaces() {
    return required;
  }

  /**
   * The schema of properties without a name, if the document allows such; it is one without a rule
   * where the document says {@code additionalProperties: true}.
   */
  public Optional<Schema> additionalProperties() {
    return additional.stream().findFirst().map(Schema::at);
  }

  /**
   * True for the schemas {@code true} and {@code {}}, which have no rule for what is in a value.
   */
  boolean allowsAnything() {
    JsonNode node = place.node();
    return node.isBoolean() ? node.booleanValue() : node.isEmpty();
  }

  /** The schema of the items of an array, if the document has one. */
  public Optional<Schema> items() {
    return items.stream().findFirst().map(Schema::at);
  }

  /** The schemas that each item must be valid in. */
  List<Schema> allItems() {
    return items.stream().map(Schema::at).toList();
  }

  /**
   * The schemas of which a value must be valid in at least one; none if there is no such choice.
   */
  public List<Schema> anyOf() {
    return anyOf.stream().map(Schema::at).toList();
  }

  /** The schemas of which a value must be valid in exactly one; none if there is no such choice. */
  public List<Schema> oneOf() {
    return oneOf.stream().map(Schema::at).toList();
  }

  /**
   * The schemas of {@link #anyOf()} and {@link #oneOf()}, of which a document may have only one.
   */
  public List<Schema> choices() {
    List<Schema> choices = new ArrayList<>(anyOf());
    choices.addAll(oneOf());
    return choices;
  }

  boolean hasChoices() {
    return !anyOf.isEmpty() || !oneOf.isEmpty();
  }

  /**
   * The value that a string of a path, a query or a header stands for. One that is not of the type
   * of the schema remains a string, which the schema then refuses.
   */
  public JsonNode parse(String text) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    return switch (type()) {
      case "integer" ->
          text.matches("-?[0-9]{1,30}")
              ? json.numberNode(new BigDecimal(text).toBigIntegerExact())
              : json.textNode(text);
      case "number" ->
          text.matches("-?[0-9]{1,30}(\\.[0-9]{1,30})?")
              ? json.numberNode(new BigDecimal(text))
              : json.textNode(text);
      case "boolean" ->
          text.equals("true") || text.equals("false")
              ? json.booleanNode(text.equals("true"))
              : json.textNode(text);
      case "array" -> {
        ArrayNode array = json.arrayNode();
        for (String item : text.split(",", -1)) {
          array.add(items().map(each -> each.parse(item.strip())).orElse(json.textNode(item)));
        }
        yield array;
      }
      default -> json.textNode(text);
    };
  }
}
