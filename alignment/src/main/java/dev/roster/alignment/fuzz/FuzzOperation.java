package dev.roster.alignment.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.roster.openapi.OpenApiDocument;
import dev.roster.openapi.Operation;
import dev.roster.openapi.Place;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * An operation with all that a fuzzer reads of it, references resolved.
 *
 * @param body the schema of its JSON body; missing if it has none
 * @param example a body that the document shows; missing if it shows none
 * @param security the security scheme that it asks for; missing if it asks for none
 * @param statuses the documented statuses
 * @param success the schema of the body of a success; missing if it has none
 */
public record FuzzOperation(
    Operation documented,
    List<Parameter> parameters,
    JsonNode body,
    JsonNode example,
    JsonNode security,
    Set<Integer> statuses,
    JsonNode success) {

  /**
   * A parameter of a request.
   *
   * @param in path, query or header
   */
  record Parameter(String name, String in, boolean required, JsonNode schema, JsonNode example) {}

  /** All operations of a document. */
  public static List<FuzzOperation> of(OpenApiDocument document) {
    return document.operations().stream().map(FuzzOperation::of).toList();
  }

  private static FuzzOperation of(Operation operation) {
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    for (Operation.Parameter each : operation.parameters()) {
      JsonNode schema = each.schema().place().node();
      JsonNode example = each.place().node().path("example");
      parameters.put(
          each.in() + each.name(),
          new Parameter(each.name(), each.in(), each.required(), schema, example));
    }
    Place json = json(operation.place().child("requestBody"));
    Set<Integer> statuses = new TreeSet<>(operation.statuses());
    return new FuzzOperation(
        operation,
        List.copyOf(parameters.values()),
        json.child("schema").node(),
        json.node().path("example"),
        operation.credentials().stream()
            .findFirst()
            .map(credential -> credential.place().node())
            .orElse(MissingNode.getInstance()),
        statuses,
        statuses.stream()
            .filter(status -> status / 100 == 2)
            .findFirst()
            .map(status -> json(operation.responsePlace(status)).child("schema").node())
            .orElse(MissingNode.getInstance()));
  }

  private static Place json(Place message) {
    return message.child("content").child("application/json");
  }

  public String id() {
    return documented.id();
  }

  public String method() {
    return documented.method();
  }

  public String path() {
    return documented.path();
  }

  OpenApiDocument document() {
    return documented.place().document();
  }

  boolean hasBody() {
    return !body.isMissingNode();
  }

  /** The headers that are documented for responses with this status, in lower case. */
  Set<String> headers(int status) {
    return documented.responsePlace(status).child("headers").names().stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }

  /** The line that documents a status, or else the operation. */
  public int line(int status) {
    Place response = documented.responsePlace(status);
    return response.exists() ? response.line() : documented.place().line();
  }

  /** The line that documents the first success. */
  public int successLine() {
    return statuses.stream()
        .filter(status -> status / 100 == 2)
        .findFirst()
        .map(this::line)
        .orElse(documented.place().line());
  }

  JsonNode resolve(JsonNode node) {
    JsonNode found = node;
    while (found.has("$ref")) {
      found = document().at(found.get("$ref").asText().substring(1)).node();
    }
    return found;
  }

  @Override
  public String toString() {
    return id();
  }
}
