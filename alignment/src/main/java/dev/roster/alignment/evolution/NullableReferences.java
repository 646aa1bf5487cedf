package dev.roster.alignment.evolution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.UncheckedIOException;

/**
 * Brings the two forms of a reference that may be null into one: {@code anyOf} of a schema and of
 * null, and {@code nullable} beside {@code allOf}. openapi-diff takes a document that changes from
 * one to the other for an incompatible one, although it allows the same values.
 */
final class NullableReferences {
  private static final YAMLMapper YAML = new YAMLMapper();

  private NullableReferences() {}

  /** The document with each of its references that may be null in the second form. */
  static String inOneForm(String document) {
    try {
      JsonNode tree = YAML.readTree(document);
      rewrite(tree);
      return tree.toString();
    } catch (JsonProcessingException read) {
      throw new UncheckedIOException(read);
    }
  }

  private static void rewrite(JsonNode node) {
    node.forEach(NullableReferences::rewrite);
    JsonNode forms = node.path("anyOf");
    if (forms.size() == 2 && node instanceof ObjectNode schema && isNull(forms.get(1))) {
      schema.remove("anyOf");
      schema.putArray("allOf").add(forms.get(0));
      schema.put("nullable", true);
    }
  }

  private static boolean isNull(JsonNode form) {
    JsonNode values = form.path("enum");
    return form.path("nullable").asBoolean() && values.size() == 1 && values.get(0).isNull();
  }
}
