package dev.roster.openapi;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.TSFBuilder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An OpenAPI 3.0 document whose every node knows its line. A document that was read is one that
 * {@link SchemaValidator} and {@link ResponseValidator} understand to the last keyword: any other
 * is refused, so that no rule is silently passed over. Immutable, safe for use by many threads.
 *
 * {@snippet file="com/example/MessagesTest.java" region="body"}
 */
public final class OpenApiDocument {
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");
  private static final ObjectMapper YAML = mapper(YAMLFactory.builder());
  private static final ObjectMapper JSON = mapper(JsonFactory.builder());
  private static final int MOST_HOPS = 20;

  private final String name;
  private final String text;
  private final JsonNode tree;
  private final LineIndex lines;
  private final List<Operation> operations;
  private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

  private OpenApiDocument(String name, String text) throws IOException {
    this.name = name;
    this.text = text;
    ObjectMapper mapper = text.stripLeading().startsWith("{") ? JSON : YAML;
    this.tree = mapper.readTree(text);
    this.lines = LineIndex.read(mapper.createParser(text));
    new SupportedKeywords(this).require();
    this.operations = readOperations();
  }

  private static ObjectMapper mapper(TSFBuilder<?, ?> factory) {
    return new ObjectMapper(factory.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
  }

  /**
   * Reads YAML or JSON.
   *
   * @param name names the document in messages
   * @throws UnsupportedDocumentException if it is malformed or says something that the validators
   *     do not understand
   */
  public static OpenApiDocument parse(String name, String text) {
    try {
      return new OpenApiDocument(name, text);
    } catch (JsonProcessingException malformed) {
      throw UnsupportedDocumentException.malformed(name, malformed);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /**
   * Reads a file; its name without the extension becomes the name of the document.
   *
   * @throws UnsupportedDocumentException as {@link #parse} does
   */
  public static OpenApiDocument read(Path file) {
    try {
      String name = String.valueOf(file.getFileName()).replaceFirst("\\.[A-Za-z]+$", "");
      return parse(name, Files.readString(file));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private List<Operation> readOperations() {
    List<Operation> found = new ArrayList<>();
    for (Place path : at("/paths").children()) {
      for (Place operation : path.children()) {
        if (METHODS.contains(operation.key())) {
          String method = operation.key().toUpperCase(Locale.ROOT);
          found.add(new Operation(path.key(), method, path, operation));
        }
      }
    }
    found.sort(Comparator.comparing(Operation::path).thenComparing(Operation::method));
    return List.copyOf(found);
  }

  public String name() {
    return name;
  }

  public String text() {
    return text;
  }

  /** The place with this JSON pointer, behind any reference that stands there. */
  public Place at(String pointer) {
    return resolve(new Place(this, pointer, tree.at(pointer)));
  }

  /** Follows references until there is none. */
  Place resolve(Place place) {
    Place found = place;
    for (int hops = 0; found.node().path("$ref").isTextual(); hops++) {
      String reference = found.text("$ref");
      JsonNode target =
          reference.startsWith("#/") ? tree.at(reference.substring(1)) : tree.path("");
      if (target.isMissingNode() || hops > MOST_HOPS) {
        throw new UnsupportedDocumentException(
            found, "the reference " + reference + " leads nowhere.");
      }
      found = new Place(this, reference.substring(1), target);
    }
    return found;
  }

  int line(String pointer) {
    return lines.line(pointer);
  }

  /** The schema at a place of this document. */
  public Schema schema(Place place) {
    return schemas.computeIfAbsent(place.pointer(), pointer -> new Schema(place));
  }

  /** All operations in the order of their paths and methods. */
  public List<Operation> operations() {
    return operations;
  }

  /** The operation of this method and path; a path without variables goes before one with. */
  public Optional<Operation> operation(String method, String path) {
    return operations.stream()
        .filter(operation -> operation.method().equals(method) && operation.matches(path))
        .min(Comparator.comparingInt(operation -> operation.variables().size()));
  }

  /** The operation with this operationId. */
  public Optional<Operation> operation(String id) {
    return operations.stream().filter(operation -> operation.id().equals(id)).findFirst();
  }

  /** The named schemas, which are those that generators make classes of. */
  public List<Schema> schemas() {
    return at("/components/schemas").children().stream().map(this::schema).toList();
  }

  /** The name, so that tests that take a document as parameter are named by it. */
  @Override
  public String toString() {
    return name;
  }
}
