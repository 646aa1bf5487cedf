package dev.roster.alignment.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.roster.alignment.ExampleProject;
import dev.roster.openapi.OpenApiDocument;
import dev.roster.openapi.UnsupportedDocumentException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Check 6 sees whatever is changed anywhere in real documents, but for text that only people read.
 */
class ChangesAtEachPlaceTest {
  private static final Set<String> FREE =
      Set.of("description", "summary", "title", "example", "examples", "tags", "info", "$ref");
  private static final Set<String> NAMED =
      Set.of("properties", "headers", "responses", "content", "variables", "schemas");
  private static final Set<String> TYPES =
      Set.of("object", "array", "string", "integer", "number", "boolean");

  /** Changes that were made; places of the same kind that say the same are changed once. */
  private final Set<String> tried = new HashSet<>();

  private final DocumentOverTime check = new DocumentOverTime(ExampleProject.CONFIG);
  private final List<String> unseen = new ArrayList<>();
  private String document = "";
  private JsonNode tree;

  @ParameterizedTest
  @CsvSource({"coolset-accounts, 500", "compleat-users, 200"})
  void aChangeIsSeen(String name, int fewest) throws IOException {
    OpenApiDocument good = ExampleProject.CONFIG.document(name);
    document = name;
    tree = new YAMLMapper().readTree(good.text());
    assertThat(check.differences(good)).isEmpty();

    walk("", tree, false);

    assertThat(unseen).isEmpty();
    assertThat(tried).hasSizeGreaterThan(fewest);
  }

  private void walk(String at, JsonNode node, boolean named) {
    if (isNull(node)) {
      return; // the form of null means null, whatever its type
    }
    if (node instanceof ObjectNode object) {
      add(at, object);
      for (Map.Entry<String, JsonNode> member : object.properties()) {
        String key = member.getKey();
        if (named || !FREE.contains(key)) {
          String below = at + "/" + key.replace("~", "~0").replace("/", "~1");
          change(at, "without " + key, each -> ((ObjectNode) each).remove(key));
          replace(at, key, member.getValue());
          walk(below, member.getValue(), !named && NAMED.contains(key));
        }
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        int index = i;
        change(at, "without item " + i, each -> ((ArrayNode) each).remove(index));
        walk(at + "/" + i, array.get(i), false);
      }
    }
  }

  private static boolean isNull(JsonNode form) {
    return form.path("enum").path(0).isNull();
  }

  private void replace(String at, String key, JsonNode value) {
    if (value.isNumber()) {
      change(at, key + " + 1", each -> ((ObjectNode) each).put(key, value.asInt() + 1));
      change(at, key + " - 1", each -> ((ObjectNode) each).put(key, value.asInt() - 1));
    } else if (value.isBoolean()) {
      change(at, "not " + key, each -> ((ObjectNode) each).put(key, !value.asBoolean()));
    } else if (value.isTextual()) {
      String other =
          switch (key) {
            case "type" -> value.textValue().equals("string") ? "boolean" : "string";
            case "format" -> value.textValue().startsWith("int") ? "int32" : "date";
            default -> value.textValue() + "x";
          };
      if (!other.equals(value.textValue())) {
        change(at, key + " " + other, each -> ((ObjectNode) each).put(key, other));
      }
    }
  }

  /** Adds what the place could have and has not. */
  private void add(String at, ObjectNode node) {
    String type = node.path("type").asText();
    if (TYPES.contains(type) && !node.path("type").isContainerNode()) {
      put(at, node, "default", "x");
      put(at, node, "nullable", true);
      put(at, node, "readOnly", true);
      put(at, node, "deprecated", true);
      put(at, node, "x-new", "x");
      change(
          at,
          "+ known x",
          each -> ((ObjectNode) each).withArrayProperty("x-extensible-enum").add("x"));
      if (type.equals("string")) {
        put(at, node, "maxLength", 7);
        put(at, node, "pattern", "^x$");
        put(at, node, "format", "date");
        change(at, "+ = x", each -> ((ObjectNode) each).withArrayProperty("enum").add("x"));
      } else if (type.equals("integer")) {
        put(at, node, "minimum", 7);
        put(at, node, "maximum", 7);
      } else if (type.equals("array")) {
        put(at, node, "maxItems", 7);
      } else if (type.equals("object") && node.has("properties")) {
        put(at, node, "additionalProperties", true);
      }
    } else if (node.has("schema") || node.has("operationId")) {
      put(at, node, "required", true);
      put(at, node, "deprecated", true);
      put(at, node, "x-new", "x");
    }
  }

  private void put(String at, ObjectNode node, String key, Object value) {
    if (!node.has(key)) {
      change(at, "+ " + key, each -> ((ObjectNode) each).putPOJO(key, value));
    }
  }

  private void change(String at, String says, Consumer<JsonNode> edit) {
    JsonNode copy = tree.deepCopy();
    edit.accept(copy.at(at));
    // what is added is added once to each kind of place, whatever it says
    String already = says.startsWith("+") ? "" : withoutText(copy.at(at));
    if (!tried.add(kind(at) + says + already)) {
      return;
    }
    try {
      if (isUnseen(OpenApiDocument.parse(document, copy.toString()))) {
        unseen.add(at + ": " + says);
      }
    } catch (UnsupportedDocumentException refused) {
      // seen before any check
    }
  }

  /** The pointer without the names that make no difference. */
  private static String kind(String at) {
    return at.replaceAll("/paths/[^/]+/", "/")
        .replaceAll("/responses/[0-9]+", "")
        .replaceAll("/parameters/[0-9]+", "")
        .replaceAll("/properties/[^/]+", "");
  }

  private static String withoutText(JsonNode node) {
    return node.isObject()
        ? ((ObjectNode) node.deepCopy()).without(FREE).toString()
        : node.toString();
  }

  private boolean isUnseen(OpenApiDocument changed) {
    // the first is the quicker one
    return check.unexpected(changed).isEmpty() && check.differences(changed).isEmpty();
  }
}
