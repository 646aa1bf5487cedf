package dev.roster.alignment.promise;

import dev.roster.openapi.OpenApiDocument;
import dev.roster.openapi.Operation;
import dev.roster.openapi.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A sentence of a description.
 *
 * @param text with white space collapsed
 * @param place the place of the description
 * @param operation the operationId; {@code *} outside of operations
 */
record Sentence(String text, Place place, String operation) {
  static final String WHOLE_DOCUMENT = "*";

  private static final Set<String> SHOWN = Set.of("example", "examples");
  private static final Pattern PARAGRAPHS =
      Pattern.compile("\\n\\s*\\n(\\s*\\* )?|(^|\\n)\\s*\\* ");
  private static final Pattern END = Pattern.compile("(?<=[.!?])\\s+(?=[A-Z`“\"])");

  /** The sentences of all descriptions of a document, in their order. */
  static List<Sentence> of(OpenApiDocument document) {
    List<Sentence> all = new ArrayList<>();
    collect(document, document.at(""), new HashSet<>(), all);
    return all;
  }

  /** References are followed, so that a place may be met twice. */
  private static void collect(
      OpenApiDocument document, Place place, Set<String> met, List<Sentence> all) {
    for (Place child : place.children()) {
      if (!met.add(child.pointer())) {
        continue;
      }
      if (child.key().equals("description") && child.node().isTextual()) {
        String operation = operation(document, child);
        split(child.node().textValue())
            .forEach(text -> all.add(new Sentence(text, child, operation)));
      } else if (!SHOWN.contains(child.key())) {
        collect(document, child, met, all);
      }
    }
  }

  private static String operation(OpenApiDocument document, Place place) {
    return document.operations().stream()
        .filter(each -> place.pointer().startsWith(each.place().pointer() + "/"))
        .map(Operation::id)
        .findFirst()
        .orElse(WHOLE_DOCUMENT);
  }

  static List<String> split(String description) {
    List<String> sentences = new ArrayList<>();
    for (String paragraph : PARAGRAPHS.split(description)) {
      for (String sentence : END.split(collapsed(paragraph))) {
        if (!sentence.isEmpty()) {
          sentences.add(sentence);
        }
      }
    }
    return sentences;
  }

  static String collapsed(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
