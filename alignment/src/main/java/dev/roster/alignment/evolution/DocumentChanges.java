package dev.roster.alignment.evolution;

import dev.roster.alignment.evolution.DocumentChange.Severity;
import dev.roster.openapi.OpenApiDocument;
import dev.roster.openapi.Operation;
import dev.roster.openapi.Operation.Credential;
import dev.roster.openapi.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Compares a document with its released baseline and says what each change does to its users. */
final class DocumentChanges {
  private static final Set<String> OF_DOCUMENT =
      Set.of("info", "paths", "components", "servers", "security");
  private static final Set<String> OF_OPERATION =
      Set.of("operationId", "parameters", "requestBody", "responses", "security", "servers");
  private static final Set<String> OF_PATH =
      Set.of(
          "parameters",
          "servers",
          "get",
          "put",
          "post",
          "delete",
          "options",
          "head",
          "patch",
          "trace");

  private final List<DocumentChange> changes = new ArrayList<>();

  private final Map<String, List<DocumentChange>> schemas = new HashMap<>();

  private DocumentChanges() {}

  private ChangeList list(String operation) {
    return new ChangeList(operation, schemas);
  }

  static List<DocumentChange> between(OpenApiDocument released, OpenApiDocument now) {
    DocumentChanges all = new DocumentChanges();
    all.document(released.at(""), now.at(""));
    for (Operation before : released.operations()) {
      ChangeList changes = all.list(before.id());
      find(now, before)
          .ifPresentOrElse(
              after -> compare(changes, before, after),
              () ->
                  changes.add(
                      Severity.BREAKING,
                      before.method() + " " + before.path() + " removed",
                      "who calls it gets 404 or 405",
                      before.place(),
                      now.at("/paths")));
      all.changes.addAll(changes.changes());
    }
    for (Operation after : now.operations()) {
      if (find(released, after).isEmpty()) {
        ChangeList changes = all.list(after.id());
        String what = after.method() + " " + after.path();
        Place before = released.at("/paths");
        changes.added(Severity.HARMLESS, what, "no client calls it yet", before, after.place());
        all.changes.addAll(changes.changes());
      }
    }
    return all.changes;
  }

  private static Optional<Operation> find(OpenApiDocument document, Operation wanted) {
    return document.operations().stream()
        .filter(each -> each.path().equals(wanted.path()) && each.method().equals(wanted.method()))
        .findFirst();
  }

  private void document(Place before, Place after) {
    ChangeList whole = list("*");
    ServerChanges.compare(whole, before, after);
    whole.others("", before, after, OF_DOCUMENT);
    changes.addAll(whole.changes());
  }

  private static void compare(ChangeList changes, Operation before, Operation after) {
    if (!before.id().equals(after.id())) {
      changes.add(
          Severity.BREAKING,
          "operationId changed",
          "the method of generated clients gets another name",
          before.place(),
          after.place());
    }
    compareCredentials(changes, before, after);
    RequestChanges.compare(changes, before, after);
    ResponseChanges.compare(changes, before, after);
    ServerChanges.compare(changes, before.place(), after.place());
    changes.others("", before.place(), after.place(), OF_OPERATION);
    Place path = path(before);
    Place pathNow = path(after);
    ServerChanges.compare(changes, path, pathNow);
    changes.others("path", path, pathNow, OF_PATH);
  }

  private static Place path(Operation operation) {
    return operation.document().at("/paths").child(operation.path());
  }

  private static void compareCredentials(ChangeList changes, Operation before, Operation after) {
    List<String> old = before.credentials().stream().map(Credential::header).toList();
    List<String> now = after.credentials().stream().map(Credential::header).toList();
    if (!old.containsAll(now)) {
      String why = "who sends the credentials of before gets 401";
      changes.add(Severity.BREAKING, "credentials added", why, before.place(), after.place());
    } else if (!now.containsAll(old)) {
      String why = "what was protected needs no credentials";
      changes.add(Severity.BREAKING, "credentials removed", why, before.place(), after.place());
    } else if (!alternatives(before).equals(alternatives(after))) {
      String what =
          "credentials "
              + String.join(" or ", alternatives(before))
              + " -> "
              + String.join(" or ", alternatives(after));
      String why = "who sends the credentials of before may get 401";
      changes.add(Severity.BREAKING, what, why, before.place(), after.place());
    }
  }

  /** The sets of credentials, of which a request has one; the names of schemes mean nothing. */
  private static Set<String> alternatives(Operation operation) {
    Place own = operation.place().child("security");
    Place security = own.exists() ? own : operation.document().at("/security");
    Place schemes = operation.document().at("/components/securitySchemes");
    return security.children().stream()
        .map(each ->
            each.names().stream()
                .map(name ->
                    Definition.brief(schemes.child(name)) + Definition.brief(each.child(name)))
                .sorted()
                .collect(Collectors.joining(" and ")))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
