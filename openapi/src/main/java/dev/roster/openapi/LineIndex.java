package dev.roster.openapi;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The line of each node of a document, by JSON pointer. Immutable once it was read. */
final class LineIndex {
  private final Map<String, Integer> lines = new HashMap<>();

  private LineIndex() {}

  static LineIndex read(JsonParser parser) throws IOException {
    LineIndex index = new LineIndex();
    if (parser.nextToken() != null) {
      index.add("", parser);
    }
    return index;
  }

  private void add(String pointer, JsonParser parser) throws IOException {
    // a property stands where its name does
    lines.putIfAbsent(pointer, line(parser));
    if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
      throw new UnsupportedDocumentException(
          "line " + line(parser) + ": the alias *" + parser.getText() + " is not supported.");
    }
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String property = pointer + "/" + Place.escape(parser.currentName());
        lines.put(property, line(parser));
        parser.nextToken();
        add(property, parser);
      }
    } else if (parser.currentToken() == JsonToken.START_ARRAY) {
      for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
        add(pointer + "/" + i, parser);
      }
    }
  }

  private static int line(JsonParser parser) {
    return parser.currentTokenLocation().getLineNr();
  }

  /** The line of the node, or of the nearest one above it that exists. */
  int line(String pointer) {
    String known = pointer;
    while (!known.isEmpty() && !lines.containsKey(known)) {
      known = known.substring(0, Math.max(0, known.lastIndexOf('/')));
    }
    return lines.getOrDefault(known, 1);
  }
}
