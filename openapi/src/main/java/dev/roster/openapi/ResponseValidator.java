package dev.roster.openapi;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Validates responses against the operations of a document: status, headers, media type and body.
 * Immutable, safe for use by many threads.
 */
public final class ResponseValidator {
  /** The headers of HTTP itself, which documents need not name. */
  private static final List<String> OF_HTTP =
      List.of(
          "Allow",
          "Cache-Control",
          "Connection",
          "Content-Length",
          "Content-Type",
          "Date",
          "Transfer-Encoding",
          "Vary");

  private static final ObjectMapper STRICT =
      JsonMapper.builder(
              JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private final Place document;
  private final SchemaValidator schemas = new SchemaValidator(SchemaValidator.Mode.WHOLE);
  private final Map<String, Operation> operations = new HashMap<>();
  private final Set<String> undocumented = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  /**
   * @param undocumented headers, beside those of HTTP itself, that every response may have
   */
  public ResponseValidator(OpenApiDocument document, Collection<String> undocumented) {
    this.document = document.at("");
    document.operations().forEach(operation -> operations.put(operation.id(), operation));
    this.undocumented.addAll(OF_HTTP);
    this.undocumented.addAll(undocumented);
  }

  /** The operationIds of the document. */
  public Set<String> operations() {
    return Set.copyOf(operations.keySet());
  }

  /**
   * The rules that a response breaks; none if it is valid.
   *
   * @throws UnsupportedDocumentException if the document has no operation of this id
   */
  public List<Violation> validate(String operationId, ResponseMessage response) {
    Operation operation = operations.get(operationId);
    if (operation == null) {
      throw new UnsupportedDocumentException(
          document, "there is no operation " + operationId + ".");
    }
    Optional<ResponseSpec> documented = operation.response(response.status());
    if (documented.isEmpty()) {
      Place statuses = operation.place().child("responses");
      return List.of(new Violation("status", response.status() + " is not documented", statuses));
    }
    List<Violation> found = new ArrayList<>();
    checkHeaders(documented.get(), response, found);
    if (!response.bodiless()) {
      checkBody(documented.get(), response, found);
    }
    return found;
  }

  private void checkHeaders(ResponseSpec spec, ResponseMessage response, List<Violation> found) {
    spec.headers()
        .forEach((name, header) -> {
          List<String> values = response.headers().getOrDefault(name, List.of());
          if (values.isEmpty() && header.node().path("required").asBoolean()) {
            found.add(new Violation(name, "is required", header));
          }
          Schema schema = Schema.at(header.child("schema"));
          for (String value : values) {
            schemas
                .validate(schema, schema.parse(value))
                .forEach(each -> found.add(new Violation(name, each.rule(), each.place())));
          }
        });
    for (String name : response.headers().keySet()) {
      if (!spec.headers().containsKey(name) && !undocumented.contains(name)) {
        found.add(Violation.unknown(name, spec.place()));
      }
    }
  }

  private void checkBody(ResponseSpec spec, ResponseMessage response, List<Violation> found) {
    if (spec.mediaTypes().isEmpty()) {
      if (response.body().length > 0) {
        found.add(new Violation("", "must be empty", spec.place()));
      }
      return;
    }
    List<String> types = response.headers().getOrDefault("Content-Type", List.of());
    Optional<Schema> schema = spec.schema(types.isEmpty() ? "" : types.get(0));
    if (schema.isEmpty()) {
      String rule = "must be one of " + spec.mediaTypes();
      found.add(new Violation("Content-Type", rule, spec.place().child("content")));
      return;
    }
    try {
      JsonNode body = STRICT.readTree(response.body());
      if (body.isMissingNode()) {
        found.add(new Violation("", "must not be empty", spec.place()));
      } else {
        found.addAll(schemas.validate(schema.get(), body));
      }
    } catch (JsonProcessingException malformed) {
      String rule = "must be well-formed JSON without repeated members";
      found.add(new Violation("", rule, spec.place()));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
