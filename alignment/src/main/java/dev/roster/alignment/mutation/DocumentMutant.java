package dev.roster.alignment.mutation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.roster.openapi.OpenApiDocument;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * One change of a document.
 *
 * @param document the name of the document
 * @param where the JSON pointer of what changes
 * @param tree the document after the change
 */
record DocumentMutant(String id, String document, String where, String says, JsonNode tree) {
  /** Every single change of the kinds we know, made wherever the document has a place for it. */
  static List<DocumentMutant> of(OpenApiDocument document) {
    DocumentEditor editor = new DocumentEditor(document);
    new SchemaMutator(editor).make();
    new OperationMutator(editor).make();
    return editor.changes();
  }

  /** The document as it is, written as a changed one is. */
  static DocumentMutant nothing(OpenApiDocument document) {
    JsonNode tree = new DocumentEditor(document).tree();
    return new DocumentMutant(document.name(), document.name(), "", "nothing", tree);
  }

  /** The document after the change. */
  OpenApiDocument changed() {
    try {
      return OpenApiDocument.parse(document, new YAMLMapper().writeValueAsString(tree));
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
