package dev.roster.alignment.mutation;

import static dev.roster.alignment.mutation.DocumentEditor.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.List;

/** Renames, retypes, removes, tightens and loosens what the schemas of a document say. */
final class SchemaMutator {
  private final DocumentEditor editor;

  SchemaMutator(DocumentEditor editor) {
    this.editor = editor;
  }

  void make() {
    for (String schema : editor.names("/components/schemas")) {
      schema("/components/schemas/" + schema);
    }
  }

  private void schema(String at) {
    for (String property : editor.names(at + "/properties")) {
      property(at, property);
      required(at, property);
    }
    if (editor.at(at).has("properties")) {
      editor.changeObject(
          "require",
          at,
          "asks for a member that is new",
          schema -> {
            schema.withObjectProperty("properties").putObject("mutant").put("type", "string");
            schema.withArrayProperty("required").add("mutant");
          });
    }
    values(at);
  }

  private void values(String at) {
    JsonNode values = editor.at(at + "/enum");
    for (int i = 0; i < values.size(); i++) {
      int value = i;
      String text = values.get(i).asText();
      editor.changeObject(
          "enum-" + text,
          at,
          "knows no " + text,
          schema -> ((ArrayNode) schema.get("enum")).remove(value));
    }
    if (values.isArray()) {
      editor.changeObject(
          "enum-more",
          at,
          "knows a value that is new",
          schema -> schema.withArrayProperty("enum").add("mutant"));
    }
  }

  private void property(String schema, String property) {
    String properties = schema + "/properties";
    String at = properties + "/" + property;
    editor.change(
        "rename",
        at,
        "is called " + property + "_",
        copy -> {
          ObjectNode members = object(copy, properties);
          members.set(property + "_", members.remove(property));
          if (dropRequired(object(copy, schema), property)) {
            object(copy, schema).withArrayProperty("required").add(property + "_");
          }
        });
    editor.change(
        "remove",
        at,
        "is no more",
        copy -> {
          object(copy, properties).remove(property);
          dropRequired(object(copy, schema), property);
        });
    retype(at);
    nullable(at);
    limits(at);
  }

  private void retype(String at) {
    String type = editor.at(at + "/type").asText();
    if (!type.isEmpty()) {
      String other = type.equals("string") ? "boolean" : "string";
      editor.changeObject(
          "retype",
          at,
          "is of type " + other,
          member -> {
            member.retain("description", "nullable");
            member.put("type", other);
          });
    }
  }

  private void nullable(String at) {
    if (editor.at(at + "/nullable").asBoolean()) {
      editor.changeObject("nullable", at, "is never null", member -> member.remove("nullable"));
    } else if (editor.at(at + "/anyOf/1/nullable").asBoolean()) {
      editor.changeObject(
          "nullable", at, "is never null", member -> member.withArrayProperty("anyOf").remove(1));
    } else if (editor.at(at).has("type")) {
      editor.changeObject("null", at, "may be null", member -> member.put("nullable", true));
    }
  }

  private void limits(String at) {
    if (editor.at(at).has("maxLength")) {
      editor.changeObject(
          "shorter", at, "has one character at most", member -> member.put("maxLength", 1));
      editor.changeObject(
          "longer", at, "may be of any length", member -> member.remove("maxLength"));
    }
  }

  private void required(String schema, String property) {
    List<String> required =
        editor.at(schema + "/required").valueStream().map(JsonNode::asText).toList();
    String at = schema + "/properties/" + property;
    if (required.contains(property)) {
      editor.change(
          "optional", at, "may be missing", copy -> dropRequired(object(copy, schema), property));
    } else {
      editor.change(
          "must",
          at,
          "is never missing",
          copy -> object(copy, schema).withArrayProperty("required").add(property));
    }
  }

  private static boolean dropRequired(ObjectNode schema, String property) {
    for (Iterator<JsonNode> each = schema.path("required").iterator(); each.hasNext(); ) {
      if (each.next().asText().equals(property)) {
        each.remove();
        return true;
      }
    }
    return false;
  }
}
