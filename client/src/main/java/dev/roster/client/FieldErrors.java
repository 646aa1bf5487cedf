package dev.roster.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the forms in which the Coolset contract explains a bad request: detail, field map, bare
 * array.
 */
final class FieldErrors {
  private static final String WHOLE_BODY = "non_field_errors";

  private final Map<String, List<String>> fields = new LinkedHashMap<>();
  private final List<String> messages = new ArrayList<>();

  private FieldErrors() {}

  static FieldErrors of(JsonNode json) {
    FieldErrors errors = new FieldErrors();
    if (json.isArray()) {
      json.forEach(item -> errors.messages.add(text(item)));
    } else {
      json.fields()
          .forEachRemaining(member -> errors.readMember(member.getKey(), member.getValue()));
    }
    return errors;
  }

  Map<String, List<String>> fields() {
    fields.replaceAll((name, each) -> List.copyOf(each));
    return Collections.unmodifiableMap(fields);
  }

  List<String> messages() {
    return Collections.unmodifiableList(messages);
  }

  private void readMember(String name, JsonNode value) {
    if (name.equals("detail") && value.isTextual()) {
      messages.add(value.textValue());
    } else if (name.equals("field_errors") && value.isObject()) {
      value.fields().forEachRemaining(field -> readField(field.getKey(), field.getValue()));
    } else if (!(name.equals("error_code") && value.isValueNode())) {
      readField(name, value);
    }
  }

  /** A nested object or list of objects becomes a dotted name, as in {@code address.street}. */
  private void readField(String name, JsonNode value) {
    if (value.isObject()) {
      value.fields().forEachRemaining(m -> readField(name + "." + m.getKey(), m.getValue()));
    } else if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        if (value.get(i).isContainerNode()) {
          readField(name + "." + i, value.get(i));
        } else {
          add(name, value.get(i));
        }
      }
    } else if (!value.isNull()) {
      add(name, value);
    }
  }

  private void add(String name, JsonNode message) {
    if (name.equals(WHOLE_BODY)) {
      messages.add(text(message));
    } else {
      fields.computeIfAbsent(name, ignored -> new ArrayList<>()).add(text(message));
    }
  }

  private static String text(JsonNode node) {
    return node.isValueNode() ? node.asText() : node.toString();
  }
}
