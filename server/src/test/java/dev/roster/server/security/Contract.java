package dev.roster.server.security;

import dev.roster.openapi.OpenApiDocument;
import dev.roster.openapi.Operation;
import dev.roster.openapi.Schema;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The operations of all contracts with every input of a request, read from the documents. */
final class Contract {
  private static final List<OpenApiDocument> DOCUMENTS =
      List.of(
          OpenApiDocument.read(Path.of("..", "specs", "coolset-accounts.yaml")),
          OpenApiDocument.read(Path.of("..", "specs", "compleat-users.yaml")),
          OpenApiDocument.read(Path.of("..", "specs", "roster-console.yaml")));

  private Contract() {}

  /** The part of a request that an input stands in. */
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
      return path.startsWith("/api/user");
    }

    boolean isConsole() {
      return path.startsWith("/console/");
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
    return DOCUMENTS.stream()
        .flatMap(document -> document.operations().stream())
        .map(Contract::call)
        .toList();
  }

  private static Call call(Operation operation) {
    Map<String, Place> inputs = new LinkedHashMap<>();
    operation
        .parameters()
        .forEach(
            each -> inputs.put(each.name(), Place.valueOf(each.in().toUpperCase(Locale.ROOT))));
    operation.requestBody().map(Schema::properties).stream()
        .flatMap(properties -> properties.keySet().stream())
        .forEach(name -> inputs.put(name, Place.BODY));
    int success =
        operation.responses().keySet().stream()
            .filter(status -> status / 100 == 2)
            .findFirst()
            .orElseThrow();
    return new Call(operation.id(), operation.method(), operation.path(), success, inputs);
  }
}
