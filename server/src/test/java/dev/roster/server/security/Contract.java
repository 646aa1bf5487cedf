package dev.roster.server.security;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The operations of both contracts with all that a request can say, read from the documents. */
final class Contract {
  private static final List<String> DOCUMENTS =
      List.of("dev/roster/specs/coolset-accounts.yaml", "dev/roster/specs/compleat-users.yaml");

  private Contract() {}

  /** Where a request says something. */
  enum Place {
    PATH,
    QUERY,
    HEADER,
    BODY
  }

  /**
   * An operation of a document.
   *
   * @param inputs where each parameter and each member of the body stands, by name
   */
  record Call(String id, String method, String path, int success, Map<String, Place> inputs) {
    boolean isCompleat() {
      return !path.startsWith("/api/accounts/");
    }

    boolean writes() {
      return !method.equals("GET");
    }

    @Override
    public String toString() {
      return id;
    }
  }

  static List<Call> calls() {
    return DOCUMENTS.stream().map(Contract::read).flatMap(Contract::calls).toList();
  }

  private static OpenAPI read(String document) {
    ParseOptions options = new ParseOptions();
    options.setResolveFully(true);
    options.setResolve(true);
    return new OpenAPIV3Parser().read(document, null, options);
  }

  private static Stream<Call> calls(OpenAPI document) {
    return document.getPaths().entrySet().stream()
        .flatMap(path ->
            path.getValue().readOperationsMap().entrySet().stream()
                .map(each -> call(path.getKey(), path.getValue(), each)));
  }

  private static Call call(
      String path, PathItem item, Map.Entry<PathItem.HttpMethod, Operation> each) {
    Operation operation = each.getValue();
    Map<String, Place> inputs = new LinkedHashMap<>();
    Stream.of(item.getParameters(), operation.getParameters())
        .flatMap(parameters -> Optional.ofNullable(parameters).stream().flatMap(List::stream))
        .forEach(parameter -> inputs.put(parameter.getName(), place(parameter)));
    Optional.ofNullable(operation.getRequestBody())
        .map(body -> body.getContent().get("application/json").getSchema())
        .ifPresent(schema ->
            schema.getProperties().keySet().forEach(name -> inputs.put((String) name, Place.BODY)));
    int success =
        operation.getResponses().keySet().stream()
            .filter(status -> status.startsWith("2"))
            .mapToInt(Integer::parseInt)
            .findFirst()
            .orElseThrow();
    return new Call(operation.getOperationId(), each.getKey().name(), path, success, inputs);
  }

  private static Place place(Parameter parameter) {
    return Place.valueOf(parameter.getIn().toUpperCase(java.util.Locale.ROOT));
  }
}
