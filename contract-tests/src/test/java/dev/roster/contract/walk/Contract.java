package dev.roster.contract.walk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The operations of a document, references resolved. */
final class Contract {
  private static final Set<String> METHODS =
      Set.of("get", "post", "put", "patch", "delete", "head", "options", "trace");

  private final String name;
  private final String text;
  private final JsonNode document;

  Contract(String name) {
    this(name.replace(".yaml", ""), served("/dev/roster/specs/" + name));
  }

  Contract(String name, String text) {
    this.name = name;
    this.text = text;
    try {
      this.document = new ObjectMapper(new YAMLFactory()).readTree(text);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String served(String resource) {
    try (InputStream in = Contract.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * A parameter of a request.
   *
   * @param in path, query or header
   */
  record Parameter(String name, String in, boolean required, JsonNode schema, JsonNode example) {}

  /**
   * An operation.
   *
   * @param body the schema of its JSON body; missing if it has none
   * @param example a body that the document shows; missing if it shows none
   * @param security the security scheme that it asks for
   * @param responses what is documented about each status
   * @param success the schema of the body of a success
   */
  record Operation(
      Contract contract,
      String id,
      String method,
      String path,
      List<Parameter> parameters,
      JsonNode body,
      JsonNode example,
      JsonNode security,
      Set<Integer> statuses,
      JsonNode responses,
      JsonNode success) {
    boolean hasBody() {
      return !body.isMissingNode();
    }

    /** The headers that are documented for answers with this status, in lower case. */
    Set<String> headers(int status) {
      JsonNode response = contract.resolve(responses.path("" + status));
      return response.path("headers").properties().stream()
          .map(header -> header.getKey().toLowerCase(Locale.ROOT))
          .collect(Collectors.toSet());
    }

    @Override
    public String toString() {
      return id;
    }
  }

  String name() {
    return name;
  }

  String text() {
    return text;
  }

  List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    document
        .path("paths")
        .properties()
        .forEach(path ->
            path.getValue().properties().stream()
                .filter(entry -> METHODS.contains(entry.getKey()))
                .forEach(entry ->
                    operations.add(
                        operation(
                            path.getKey(), path.getValue(), entry.getKey(), entry.getValue()))));
    return operations;
  }

  private Operation operation(String path, JsonNode item, String method, JsonNode operation) {
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    for (JsonNode owner : List.of(item, operation)) {
      for (JsonNode reference : owner.path("parameters")) {
        JsonNode parameter = resolve(reference);
        parameters.put(
            parameter.path("in").asText() + parameter.path("name").asText(),
            new Parameter(
                parameter.path("name").asText(),
                parameter.path("in").asText(),
                parameter.path("required").asBoolean(),
                resolve(parameter.path("schema")),
                parameter.path("example")));
      }
    }
    JsonNode json = resolve(operation.path("requestBody")).at("/content/application~1json");
    JsonNode security =
        operation.has("security") ? operation.get("security") : document.path("security");
    Set<Integer> statuses = new TreeSet<>();
    operation
        .path("responses")
        .fieldNames()
        .forEachRemaining(s -> statuses.add(Integer.valueOf(s)));
    return new Operation(
        this,
        operation.path("operationId").asText(),
        method.toUpperCase(Locale.ROOT),
        path,
        List.copyOf(parameters.values()),
        json.isMissingNode() ? json : resolve(json.path("schema")),
        json.path("example"),
        security.isEmpty()
            ? document.path("")
            : document.at("/components/securitySchemes").path(security.get(0).fieldNames().next()),
        statuses,
        operation.path("responses"),
        success(operation));
  }

  private JsonNode success(JsonNode operation) {
    return operation.path("responses").properties().stream()
        .filter(entry -> entry.getKey().startsWith("2"))
        .map(entry -> resolve(entry.getValue()).at("/content/application~1json/schema"))
        .findFirst()
        .orElseThrow();
  }

  JsonNode resolve(JsonNode node) {
    JsonNode found = node;
    while (found.has("$ref")) {
      found = document.at(found.get("$ref").asText().substring(1));
    }
    return found;
  }
}
