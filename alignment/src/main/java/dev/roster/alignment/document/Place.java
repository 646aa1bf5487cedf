package dev.roster.alignment.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A place in a document; references are followed on the way to it. */
public record Place(ApiDocument document, String pointer) {

  /** The node at this place. */
  public JsonNode node() {
    return document.raw(pointer);
  }

  public boolean exists() {
    return !node().isMissingNode();
  }

  public int line() {
    return document.line(pointer);
  }

  /** The last word of the way to this place. */
  public String key() {
    String last = pointer.substring(pointer.lastIndexOf('/') + 1);
    return last.replace("~1", "/").replace("~0", "~");
  }

  public Place child(String key) {
    return document.at(pointer + "/" + escape(key));
  }

  /** The members of an object or the items of an array. */
  public List<Place> children() {
    List<Place> children = new ArrayList<>();
    JsonNode node = node();
    if (node.isObject()) {
      node.fieldNames().forEachRemaining(name -> children.add(child(name)));
    } else {
      for (int i = 0; i < node.size(); i++) {
        children.add(child("" + i));
      }
    }
    return children;
  }

  /** The names of the members here. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    node().fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** The texts of the array of this name, none if there is no such array. */
  public List<String> texts(String member) {
    List<String> texts = new ArrayList<>();
    node().path(member).forEach(item -> texts.add(item.asText()));
    return texts;
  }

  public String text(String member) {
    return node().path(member).asText();
  }

  public boolean has(String member) {
    return node().has(member);
  }

  static String escape(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }
}
