package dev.roster.alignment.pact;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roster.openapi.OpenApiDocument;
import java.util.List;

/** The interactions of pacts as the report lists them, with the lines of their documents. */
final class InteractionList {
  private InteractionList() {}

  static ArrayNode of(List<OpenApiDocument> documents, List<PactInteraction> interactions) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (OpenApiDocument document : documents) {
      for (PactInteraction each : interactions) {
        if (each.provider().equals(document.name())) {
          list.add(interaction(document, each));
        }
      }
    }
    return list;
  }

  private static ObjectNode interaction(OpenApiDocument document, PactInteraction each) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("document", document.name());
    node.put("file", each.file());
    node.put("description", each.description());
    node.put("state", String.join(", ", each.states()));
    node.put("method", each.method());
    node.put("path", each.path());
    node.put("status", each.status());
    each.operationIn(document)
        .ifPresent(operation -> {
          node.put("operation", operation.id());
          node.put("line", operation.place().line());
          node.put("statusLine", operation.responsePlace(each.status()).line());
        });
    return node;
  }
}
