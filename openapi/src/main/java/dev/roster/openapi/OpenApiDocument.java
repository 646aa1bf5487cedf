package dev.roster.openapi;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The promises of one OpenAPI 3.0 document about the answers to its operations. Immutable, safe for
 * use by many threads.
 */
public final class OpenApiDocument {
  private static final Set<String> METHODS =
      Set.of("get", "post", "put", "patch", "delete", "head", "options", "trace");

  /** Headers of HTTP itself, and the two that every answer of this server carries. */
  private static final Set<String> ALWAYS =
      anyCase(
          "Allow",
          "Cache-Control",
          "Connection",
          "Content-Length",
          "Content-Type",
          "Date",
          "Transfer-Encoding",
          "Vary",
          "X-Content-Type-Options",
          "X-Request-Id");

  private static final ObjectMapper STRICT =
      JsonMapper.builder(
              JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private final Schemas schemas;
  private final SchemaValidator check;
  private final Map<String, Map<Integer, ResponseSpec>> operations = new LinkedHashMap<>();

  private OpenApiDocument(JsonNode document) {
    this.schemas = new Schemas(document);
    this.check = new SchemaValidator(schemas);
    for (JsonNode path : document.path("paths")) {
      path.properties().stream()
          .filter(entry -> METHODS.contains(entry.getKey()))
          .forEach(entry -> add(entry.getValue()));
    }
    if (operations.isEmpty()) {
      throw new UnsupportedDocumentException("the document has no operation.");
    }
  }

  /**
   * Reads a document from the class path.
   *
   * @throws UnsupportedDocumentException if it says something that the check does not understand
   */
  public static OpenApiDocument load(String resource) {
    try (InputStream in = OpenApiDocument.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new UnsupportedDocumentException(resource + " is missing from the program.");
      }
      return read(in.readAllBytes());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static OpenApiDocument read(byte[] yaml) throws IOException {
    return new OpenApiDocument(new ObjectMapper(new YAMLFactory()).readTree(yaml));
  }

  private void add(JsonNode operation) {
    String id = operation.path("operationId").asText();
    Map<Integer, ResponseSpec> byStatus = new LinkedHashMap<>();
    operation
        .path("responses")
        .properties()
        .forEach(entry -> {
          if (!entry.getKey().matches("[1-5][0-9]{2}")) {
            throw new UnsupportedDocumentException(
                "the status " + entry.getKey() + " of " + id + " is no number.");
          }
          byStatus.put(Integer.valueOf(entry.getKey()), promise(id, entry.getValue()));
        });
    operations.put(id, byStatus);
  }

  private ResponseSpec promise(String operation, JsonNode reference) {
    JsonNode response = schemas.resolve(reference);
    Map<String, JsonNode> content = new LinkedHashMap<>();
    response
        .path("content")
        .properties()
        .forEach(entry -> {
          JsonNode schema = entry.getValue().path("schema");
          schemas.requireKnown(schema, operation);
          content.put(entry.getKey(), schema);
        });
    Map<String, JsonNode> headers = new LinkedHashMap<>();
    response
        .path("headers")
        .properties()
        .forEach(entry -> headers.put(entry.getKey(), schemas.resolve(entry.getValue())));
    return new ResponseSpec(content, headers);
  }

  /** The operationIds of the document. */
  public Set<String> operations() {
    return Set.copyOf(operations.keySet());
  }

  /** What an answer breaks; empty if nothing. */
  public List<Violation> violations(String operation, ResponseMessage answer) {
    ResponseSpec promise = operations.getOrDefault(operation, Map.of()).get(answer.status());
    if (promise == null) {
      return List.of(new Violation("status", answer.status() + " is not documented"));
    }
    List<Violation> found = new ArrayList<>();
    checkHeaders(promise, answer, found);
    if (!answer.bodiless()) {
      checkBody(promise, answer, found);
    }
    return found;
  }

  private void checkHeaders(ResponseSpec promise, ResponseMessage answer, List<Violation> found) {
    promise
        .headers()
        .forEach((name, header) -> {
          List<String> values = answer.headers().getOrDefault(name, List.of());
          if (values.isEmpty() && header.path("required").asBoolean()) {
            found.add(new Violation(name, "is required"));
          }
          boolean number =
              schemas.resolve(header.path("schema")).path("type").asText().equals("integer");
          if (number && !values.stream().allMatch(value -> value.matches("-?[0-9]{1,18}"))) {
            found.add(new Violation(name, "must be of type integer"));
          }
        });
    for (String name : answer.headers().keySet()) {
      if (!promise.headers().containsKey(name) && !ALWAYS.contains(name)) {
        found.add(new Violation(name, "is not in the document"));
      }
    }
  }

  private void checkBody(ResponseSpec promise, ResponseMessage answer, List<Violation> found) {
    if (promise.content().isEmpty()) {
      if (answer.body().length > 0) {
        found.add(new Violation("", "must be empty"));
      }
      return;
    }
    List<String> types = answer.headers().getOrDefault("Content-Type", List.of());
    Optional<JsonNode> schema = promise.schemaOf(types.isEmpty() ? "" : types.get(0));
    if (schema.isEmpty()) {
      found.add(new Violation("Content-Type", "must be one of " + promise.content().keySet()));
      return;
    }
    try {
      JsonNode body = STRICT.readTree(answer.body());
      if (body.isMissingNode()) {
        found.add(new Violation("", "must not be empty"));
      } else {
        found.addAll(check.check(schema.get(), body));
      }
    } catch (JsonProcessingException malformed) {
      found.add(new Violation("", "must be well-formed JSON without repeated members"));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** Every schema of a body, by the operation and status that it belongs to. */
  Map<String, JsonNode> bodies() {
    Map<String, JsonNode> bodies = new LinkedHashMap<>();
    operations.forEach((id, byStatus) ->
        byStatus.forEach((status, promise) ->
            promise.content().forEach((type, schema) -> bodies.put(id + " " + status, schema))));
    return bodies;
  }

  Schemas schemas() {
    return schemas;
  }

  SchemaValidator check() {
    return check;
  }

  private static Set<String> anyCase(String... names) {
    Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    set.addAll(List.of(names));
    return set;
  }
}
