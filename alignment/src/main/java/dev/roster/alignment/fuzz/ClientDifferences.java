package dev.roster.alignment.fuzz;

import dev.roster.alignment.check.Difference;
import dev.roster.alignment.check.Difference.Side;
import dev.roster.openapi.Operation;
import java.util.List;

/** Differences of the client and the document, each with the line of the documented success. */
final class ClientDifferences {
  private ClientDifferences() {}

  static List<Difference> of(Operation operation, List<String> objections) {
    int line =
        operation
            .success()
            .map(response -> response.place().line())
            .orElse(operation.place().line());
    String documented = operation.id() + " documents the statuses " + operation.statuses();
    return objections.stream()
        .map(objection ->
            new Difference(
                objection,
                new Side("client", objection, 0),
                new Side("document", documented, line)))
        .toList();
  }
}
