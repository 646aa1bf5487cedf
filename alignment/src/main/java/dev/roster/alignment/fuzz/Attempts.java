package dev.roster.alignment.fuzz;

import dev.roster.openapi.Operation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The requests of one call of a client that repeats what failed. */
record Attempts(Operation operation, List<ReceivedRequest> requests) {
  private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  /** The objections to a call that has to be repeated. */
  List<String> objections() {
    if (requests.size() < 2) {
      return List.of("is not repeated");
    }
    ReceivedRequest first = requests.get(0);
    List<String> objections = new ArrayList<>();
    for (ReceivedRequest again : requests.subList(1, requests.size())) {
      if (!again.method().equals(first.method())
          || !again.path().equals(first.path())
          || !again.query().equals(first.query())) {
        objections.add("is repeated as another request");
      }
      if (!again.body().equals(first.body())) {
        objections.add("is repeated with another body");
      }
      headers().stream()
          .filter(name -> !again.header(name).equals(first.header(name)))
          .map(name -> "is repeated with another " + name)
          .forEach(objections::add);
    }
    return objections;
  }

  /** The names of a call that changes something, by which the server knows it again. */
  List<String> idempotencyKeys() {
    return requests.isEmpty() || operation.parameter("header", IDEMPOTENCY_KEY).isEmpty()
        ? List.of()
        : requests.get(0).header(IDEMPOTENCY_KEY);
  }

  private Set<String> headers() {
    Set<String> names = new LinkedHashSet<>(List.of("Accept", "Content-Type"));
    operation.parameters().stream()
        .filter(parameter -> parameter.in().equals("header"))
        .forEach(parameter -> names.add(parameter.name()));
    operation.credentials().forEach(credential -> names.add(credential.header()));
    return names;
  }
}
