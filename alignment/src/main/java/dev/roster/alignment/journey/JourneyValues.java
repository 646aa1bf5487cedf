package dev.roster.alignment.journey;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.roster.openapi.ResponseMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The values that the runtime expressions of Arazzo name at a moment of a journey: inputs, outputs
 * of the steps before, and the last response. Beside the standard, {@code
 * $response.header.Link#next} is the address of the link with this relation, and an asterisk in a
 * pointer stands for all entries of a list. A header that is not there is null; anything else is
 * the missing node, which is not even null.
 */
final class JourneyValues {
  /** Keeps every digit of a number. */
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
          .build();

  private static final Pattern EMBEDDED = Pattern.compile("\\{(\\$[^}]+)}");

  private final JsonNode inputs;
  private final Map<String, JsonNode> outputs = new HashMap<>();
  private @Nullable ResponseMessage response;

  JourneyValues(Map<String, Object> inputs) {
    this.inputs = JSON.valueToTree(inputs);
  }

  void received(ResponseMessage message) {
    this.response = message;
  }

  void output(String step, String name, JsonNode value) {
    outputs.put(step + ".outputs." + name, value);
  }

  /** The value that an expression names. */
  JsonNode of(String expression) {
    if (expression.startsWith("$inputs.")) {
      return inputs.path(expression.substring("$inputs.".length()));
    }
    if (expression.startsWith("$steps.")) {
      return outputs.getOrDefault(
          expression.substring("$steps.".length()), MissingNode.getInstance());
    }
    if (response == null) {
      throw new JourneyException(expression + " stands before the first response.");
    }
    if (expression.equals("$statusCode")) {
      return IntNode.valueOf(response.status());
    }
    if (expression.startsWith("$response.header.")) {
      String[] name = expression.substring("$response.header.".length()).split("#", 2);
      List<String> values = response.headers().getOrDefault(name[0], List.of());
      if (name.length > 1) {
        return link(values, name[1]);
      }
      return values.isEmpty() ? NullNode.instance : TextNode.valueOf(String.join(", ", values));
    }
    if (expression.equals("$response.body") || expression.startsWith("$response.body#")) {
      return at(body(response), expression.replaceFirst("^\\$response\\.body#?", ""));
    }
    throw new JourneyException("The expression " + expression + " is not known.");
  }

  /** The value at a pointer, in which an asterisk stands for all entries of a list. */
  private static JsonNode at(JsonNode node, String pointer) {
    int all = pointer.indexOf("/*");
    if (all < 0) {
      return node.at(pointer);
    }
    JsonNode list = node.at(pointer.substring(0, all));
    if (!list.isArray()) {
      return MissingNode.getInstance();
    }
    ArrayNode values = JsonNodeFactory.instance.arrayNode();
    list.forEach(each -> values.add(at(each, pointer.substring(all + 2))));
    return values;
  }

  /** The address of the link with a relation, by RFC 8288; null if there is none. */
  private static JsonNode link(List<String> headers, String relation) {
    Pattern form = Pattern.compile("<([^>]*)>; *rel=\"" + Pattern.quote(relation) + "\"");
    return headers.stream()
        .map(form::matcher)
        .filter(Matcher::find)
        .findFirst()
        .map(found -> (JsonNode) TextNode.valueOf(found.group(1)))
        .orElse(NullNode.instance);
  }

  private static JsonNode body(ResponseMessage response) {
    try {
      return JSON.readTree(response.body());
    } catch (JsonProcessingException noJson) {
      return TextNode.valueOf("(no JSON)");
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /**
   * A value with its expressions replaced: a text that is one becomes what it names, of whatever
   * type; one with expressions in braces becomes a text with theirs.
   */
  JsonNode filled(JsonNode template) {
    if (template.isTextual()) {
      String text = template.textValue();
      return text.startsWith("$") ? present(text) : TextNode.valueOf(text(text));
    }
    if (template.isObject()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      template.properties().forEach(each -> object.set(each.getKey(), filled(each.getValue())));
      return object;
    }
    if (template.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      template.forEach(each -> array.add(filled(each)));
      return array;
    }
    return template;
  }

  private String text(String template) {
    return EMBEDDED
        .matcher(template)
        .replaceAll(found -> Matcher.quoteReplacement(present(found.group(1)).asText()));
  }

  private JsonNode present(String expression) {
    JsonNode value = of(expression);
    if (value.isMissingNode()) {
      throw new JourneyException("Nothing is there that " + expression + " could name.");
    }
    return value;
  }
}
