package dev.roster.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A node of a document that knows its JSON pointer and its line. References are followed on the way
 * to it. Immutable.
 */
public final class Place {
  private final OpenApiDocument document;
  private final String pointer;
  private final JsonNode node;

  Place(OpenApiDocument document, String pointer, JsonNode node) {
    this.document = document;
    this.pointer = pointer;
    this.node = node;
  }

  public OpenApiDocument document() {
    return document;
  }

  /** The JSON pointer, which is empty for the whole document. */
  public String pointer() {
    return pointer;
  }

  /** The node, which must not be changed; a missing one if {@link #exists()} is false. */
  public JsonNode node() {
    return node;
  }

  public boolean exists() {
    return !node.isMissingNode();
  }

  /** The line, counted from one; for a place that does not exist, that of the nearest above it. */
  public int line() {
    return document.line(pointer);
  }

  /** The last part of the pointer, unescaped. */
  public String key() {
    String last = pointer.substring(pointer.lastIndexOf('/') + 1);
    return last.replace("~1", "/").replace("~0", "~");
  }

  /** The property or item of this key, behind any reference. */
  public Place child(String key) {
    return document.resolve(raw(key));
  }

  /** The property or item of this key itself, even if it is a reference. */
  Place raw(String key) {
    JsonNode child = node.isArray() ? node.path(index(key)) : node.path(key);
    return new Place(document, pointer + "/" + escape(key), child);
  }

  private static int index(String key) {
    return key.matches("[0-9]{1,9}") ? Integer.parseInt(key) : -1;
  }

  /** The properties of an object or the items of an array, behind any references. */
  public List<Place> children() {
    List<Place> children = new ArrayList<>();
    if (node.isObject()) {
      names().forEach(name -> children.add(child(name)));
    } else {
      for (int i = 0; i < node.size(); i++) {
        children.add(child(Integer.toString(i)));
      }
    }
    return children;
  }

  /** The names of the properties. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  public boolean has(String property) {
    return node.has(property);
  }

  /** The property as a string, which is empty if there is none. */
  public String text(String property) {
    return node.path(property).asText();
  }

  /** The strings of the array that is this property; none if there is no such array. */
  public List<String> texts(String property) {
    List<String> texts = new ArrayList<>();
    node.path(property).forEach(item -> texts.add(item.asText()));
    return texts;
  }

  static String escape(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Place that && document == that.document && pointer.equals(that.pointer);
  }

  @Override
  public int hashCode() {
    return pointer.hashCode();
  }

  /** The name of the document and the line, as in {@code coolset-accounts line 12}. */
  @Override
  public String toString() {
    return document.name() + " line " + line();
  }
}
