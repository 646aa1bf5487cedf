package dev.roster.alignment.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A schema of a document, with what {@code allOf} brings in. */
public record Schema(Place place) {

  /** The schema itself and those that it takes in; the first that says something wins. */
  private List<Place> parts() {
    List<Place> parts = new ArrayList<>(List.of(place));
    place.child("allOf").children().forEach(part -> parts.addAll(new Schema(part).parts()));
    return parts;
  }

  private Optional<JsonNode> first(String keyword) {
    return parts().stream()
        .map(part -> part.node().path(keyword))
        .filter(node -> !node.isMissingNode())
        .findFirst();
  }

  public String type() {
    return first("type").map(JsonNode::asText).orElse("");
  }

  public String format() {
    return first("format").map(JsonNode::asText).orElse("");
  }

  /** True if null is allowed; schemas of {@code allOf} do not count. */
  public boolean nullable() {
    return place.node().path("nullable").asBoolean();
  }

  /** A keyword with a value, such as {@code maxLength}. */
  public Optional<JsonNode> keyword(String name) {
    return first(name);
  }

  /** The values of an enumeration, empty if it is none. */
  public List<String> values() {
    return parts().stream()
        .map(part -> part.texts("enum"))
        .filter(values -> !values.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  /** The values of an enumeration that may grow, and of one that may not. */
  public List<String> knownValues() {
    return values().isEmpty()
        ? parts().stream()
            .map(part -> part.texts("x-extensible-enum"))
            .filter(values -> !values.isEmpty())
            .findFirst()
            .orElse(List.of())
        : values();
  }

  public Map<String, Schema> properties() {
    Map<String, Schema> properties = new LinkedHashMap<>();
    for (Place part : parts()) {
      Place members = part.child("properties");
      members.names().forEach(name -> properties.put(name, new Schema(members.child(name))));
    }
    return properties;
  }

  public List<String> required() {
    return parts().stream().flatMap(part -> part.texts("required").stream()).distinct().toList();
  }

  /** The schema of members without a name of their own, if the document speaks of such. */
  public Optional<Schema> otherMembers() {
    return parts().stream()
        .map(part -> part.child("additionalProperties"))
        .filter(other -> other.exists() && !other.node().equals(BooleanNode.FALSE))
        .map(Schema::new)
        .findFirst();
  }

  public Optional<Schema> items() {
    return parts().stream()
        .map(part -> part.child("items"))
        .filter(Place::exists)
        .map(Schema::new)
        .findFirst();
  }

  /** The schemas of which one must hold, none if there is no such choice. */
  public List<Schema> choices() {
    List<Schema> choices = new ArrayList<>();
    for (String keyword : List.of("anyOf", "oneOf")) {
      place.child(keyword).children().forEach(choice -> choices.add(new Schema(choice)));
    }
    return choices;
  }
}
