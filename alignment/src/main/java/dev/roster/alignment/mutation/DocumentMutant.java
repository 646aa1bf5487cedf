package dev.roster.alignment.mutation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.roster.alignment.mutation.Mutant.Part;
import dev.roster.openapi.OpenApiDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * One change of a document.
 *
 * @param mutant the change as the report shows it
 * @param document the name of the document
 * @param tree the document after the change
 */
record DocumentMutant(Mutant mutant, String document, JsonNode tree) {
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
    Mutant nothing =
        new Mutant(document.name(), Part.DOCUMENT, "document", true, "", "nothing", "", "");
    return new DocumentMutant(nothing, document.name(), tree);
  }

  /**
   * The change of an entry of a catalogue.
   *
   * @throws IllegalStateException if it cannot be made, or changes comments and spaces only
   */
  static DocumentMutant of(CatalogueEntry entry, OpenApiDocument document, Path repository)
      throws IOException {
    JsonNode tree = new YAMLMapper().readTree(entry.changed(repository));
    if (tree.equals(nothing(document).tree())) {
      throw new IllegalStateException(entry.id() + ": changes comments and spaces only");
    }
    Mutant mutant = Mutant.of(entry, Part.DOCUMENT, entry.check());
    return new DocumentMutant(mutant, document.name(), tree);
  }

  /** The same change, to be seen by a check. */
  DocumentMutant expecting(String check) {
    return new DocumentMutant(mutant.expecting(check), document, tree);
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
