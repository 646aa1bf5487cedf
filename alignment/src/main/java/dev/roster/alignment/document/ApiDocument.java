package dev.roster.alignment.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** An OpenAPI document as it stands in its file: a tree in which every place knows its line. */
public final class ApiDocument {
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  private final String name;
  private final String text;
  private final JsonNode tree;
  private final Map<String, Integer> lines = new HashMap<>();

  private ApiDocument(String name, String text) {
    this.name = name;
    this.text = text;
    try {
      this.tree = new YAMLMapper().readTree(text);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    index("", new Yaml().compose(new StringReader(text)));
  }

  /** The document of this name in a folder. */
  public static ApiDocument in(Path folder, String name) {
    try {
      return of(name, Files.readString(folder.resolve(name + ".yaml")));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  public static ApiDocument of(String name, String yaml) {
    return new ApiDocument(name, yaml);
  }

  public String name() {
    return name;
  }

  public String text() {
    return text;
  }

  /** The place with this JSON pointer, behind any reference that stands there. */
  public Place at(String pointer) {
    Place place = new Place(this, pointer);
    String reference = tree.at(pointer).path("$ref").asText();
    return reference.isEmpty() ? place : at(reference.substring(1));
  }

  JsonNode raw(String pointer) {
    return tree.at(pointer);
  }

  /** The line of a place, counted from one. */
  int line(String pointer) {
    String known = pointer;
    while (!lines.containsKey(known)) {
      known = known.substring(0, known.lastIndexOf('/'));
    }
    return lines.get(known);
  }

  /** All operations in the order of their paths and methods. */
  public List<ApiOperation> operations() {
    List<ApiOperation> operations = new ArrayList<>();
    for (Place path : at("/paths").children()) {
      for (Place operation : path.children()) {
        if (METHODS.contains(operation.key())) {
          operations.add(
              new ApiOperation(path.key(), operation.key().toUpperCase(Locale.ROOT), operation));
        }
      }
    }
    operations.sort(Comparator.comparing(ApiOperation::path).thenComparing(ApiOperation::method));
    return operations;
  }

  /** The operation of this request; a path without variables goes before one with. */
  public Optional<ApiOperation> operation(String method, String path) {
    return operations().stream()
        .filter(operation -> operation.method().equals(method) && operation.matches(path))
        .min(Comparator.comparingInt(operation -> operation.variables().size()));
  }

  /** All schemas below a name, which are those that the generators make classes of. */
  public List<Place> schemas() {
    return at("/components/schemas").children();
  }

  private void index(String pointer, Node node) {
    lines.putIfAbsent(pointer, node.getStartMark().getLine() + 1);
    if (node instanceof MappingNode mapping) {
      for (NodeTuple entry : mapping.getValue()) {
        String key = pointer + "/" + Place.escape(((ScalarNode) entry.getKeyNode()).getValue());
        lines.put(key, entry.getKeyNode().getStartMark().getLine() + 1);
        index(key, entry.getValueNode());
      }
    } else if (node instanceof SequenceNode sequence) {
      for (int i = 0; i < sequence.getValue().size(); i++) {
        index(pointer + "/" + i, sequence.getValue().get(i));
      }
    }
  }
}
