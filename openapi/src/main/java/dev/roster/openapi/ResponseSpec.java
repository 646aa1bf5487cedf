package dev.roster.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a document promises about one status of one operation.
 *
 * @param content the schema of the body by media type; empty if there is no body
 * @param headers the documented headers by name, in any case
 */
record ResponseSpec(Map<String, JsonNode> content, Map<String, JsonNode> headers) {
  ResponseSpec {
    content = Map.copyOf(content);
    Map<String, JsonNode> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(headers);
    headers = anyCase;
  }

  Optional<JsonNode> schemaOf(String contentType) {
    return Optional.ofNullable(
        content.get(contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT)));
  }
}
