package dev.roster.alignment.pact;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.alignment.check.Difference;
import dev.roster.openapi.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The matchers of a body, which may allow more than the example shows, against its schema. */
record MatchersInPact(PactInteraction interaction, String part, Schema schema) {
  private static final Pattern STEP =
      Pattern.compile("\\.([^.\\[\\]]+)|\\['([^']+)']|\\[(\\d+|\\*)]");

  /** Patterns that list words, as one would for an enumeration. */
  private static final Pattern WORDS = Pattern.compile("[\\w-]+(\\|[\\w-]+)+");

  List<Difference> differences() {
    List<Difference> found = new ArrayList<>();
    for (Map.Entry<String, JsonNode> matched : interaction.bodyMatchers(part).properties()) {
      for (JsonNode matcher : matched.getValue().path("matchers")) {
        check(matched.getKey(), matcher, found);
      }
    }
    return found;
  }

  private void check(String path, JsonNode matcher, List<Difference> found) {
    Optional<Schema> declared = declaredAt(path);
    if (declared.isEmpty()) {
      found.add(difference(path, matcher, schema, "no such member"));
      return;
    }
    Schema there = declared.get();
    String kind = matcher.path("match").asText();
    if (!fits(kind, there.type())) {
      found.add(difference(path, matcher, there, "type " + there.type()));
    }
    if (kind.equals("regex")) {
      checkRegex(path, matcher, there, found);
    }
  }

  private void checkRegex(String path, JsonNode matcher, Schema there, List<Difference> found) {
    String regex = matcher.path("regex").asText();
    JsonNode example = interaction.body(part).orElseThrow().at(pointer(path));
    if (example.isTextual() && !example.asText().matches(regex)) {
      found.add(difference(path, matcher, there, "the example is " + example));
    }
    if (!there.values().isEmpty() && WORDS.matcher(regex).matches()) {
      Arrays.stream(regex.split("\\|"))
          .filter(word -> !there.values().contains(word))
          .forEach(word ->
              found.add(
                  difference(path, matcher, there, "one of " + String.join(", ", there.values()))));
    }
  }

  private static boolean fits(String kind, String type) {
    return switch (kind) {
      case "integer" -> type.equals("integer");
      case "number", "decimal" -> type.equals("integer") || type.equals("number");
      case "boolean" -> type.equals("boolean");
      case "regex", "date", "timestamp", "time" -> type.equals("string");
      default -> true;
    };
  }

  /** The schema at a path of a matcher, if the document knows such a place. */
  private Optional<Schema> declaredAt(String path) {
    Optional<Schema> here = Optional.of(schema);
    Matcher steps = STEP.matcher(path);
    while (steps.find() && here.isPresent()) {
      String name = steps.group(1) != null ? steps.group(1) : steps.group(2);
      Schema from = here.get();
      if (!from.choices().isEmpty()) {
        return here;
      }
      here = name == null ? from.items() : Optional.ofNullable(from.properties().get(name));
      if (here.isEmpty() && name != null && from.additionalProperties().isPresent()) {
        return from.additionalProperties();
      }
    }
    return here;
  }

  private static String pointer(String path) {
    StringBuilder pointer = new StringBuilder();
    STEP.matcher(path)
        .results()
        .forEach(step -> {
          String name = step.group(1) != null ? step.group(1) : step.group(2);
          String index = "*".equals(step.group(3)) ? "0" : step.group(3);
          pointer.append('/').append(name == null ? index : name);
        });
    return pointer.toString();
  }

  private Difference difference(String path, JsonNode matcher, Schema there, String rule) {
    return Difference.inPact(
        "matcher of " + part + " body " + path, matcher.toString(), there.place(), rule);
  }
}
