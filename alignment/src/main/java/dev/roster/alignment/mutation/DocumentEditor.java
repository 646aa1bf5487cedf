package dev.roster.alignment.mutation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.roster.alignment.check.Check;
import dev.roster.alignment.mutation.Mutant.Part;
import dev.roster.openapi.OpenApiDocument;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Makes single changes of one document, each on a copy of its own. Edits raw nodes, since the model
 * of {@code openapi} is immutable and follows references, which a change has to leave as they are.
 */
final class DocumentEditor {
  private final String name;
  private final JsonNode tree;
  private final List<DocumentMutant> changes = new ArrayList<>();

  DocumentEditor(OpenApiDocument document) {
    this.name = document.name();
    try {
      this.tree = new YAMLMapper().readTree(document.text());
    } catch (JsonProcessingException malformed) {
      throw new UncheckedIOException(malformed);
    }
  }

  JsonNode tree() {
    return tree;
  }

  JsonNode at(String pointer) {
    return tree.at(pointer);
  }

  List<String> names(String pointer) {
    return at(pointer).properties().stream().map(Map.Entry::getKey).toList();
  }

  List<DocumentMutant> changes() {
    return List.copyOf(changes);
  }

  /** Keeps what the edit makes of a copy, unless it leaves it as it is. */
  void change(String kind, String where, String says, Consumer<JsonNode> edit) {
    JsonNode copy = tree.deepCopy();
    edit.accept(copy);
    if (!copy.equals(tree)) {
      String id = (name + "-" + kind + where).replaceAll("[^A-Za-z0-9_-]+", "-");
      Mutant mutant =
          new Mutant(
              id,
              Part.DOCUMENT,
              "document-" + kind,
              true,
              name + ".yaml " + where,
              says,
              "",
              Check.PACT_DOCUMENT.key());
      changes.add(new DocumentMutant(mutant, name, copy));
    }
  }

  /** The same for the object at the place. */
  void changeObject(String kind, String where, String says, Consumer<ObjectNode> edit) {
    change(kind, where, says, copy -> edit.accept(object(copy, where)));
  }

  static ObjectNode object(JsonNode tree, String pointer) {
    return (ObjectNode) tree.at(pointer);
  }
}
