package dev.roster.alignment.evolution;

import dev.roster.alignment.evolution.DocumentChange.Severity;
import dev.roster.openapi.OpenApiDocument;
import dev.roster.openapi.Operation;
import dev.roster.openapi.Operation.Credential;
import dev.roster.openapi.Operation.Parameter;
import dev.roster.openapi.Place;
import dev.roster.openapi.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares a document with its released baseline and says what each change does to its users. */
final class DocumentChanges {
  private final List<DocumentChange> changes = new ArrayList<>();

  private DocumentChanges() {}

  static List<DocumentChange> between(OpenApiDocument released, OpenApiDocument now) {
    DocumentChanges all = new DocumentChanges();
    for (Operation before : released.operations()) {
      find(now, before)
          .ifPresentOrElse(
              after -> all.compare(before, after),
              () ->
                  all.add(
                      Severity.BREAKING,
                      before,
                      before.method() + " " + before.path() + " removed",
                      "who calls it gets 404 or 405",
                      before.place(),
                      now.at("/paths")));
    }
    for (Operation after : now.operations()) {
      if (find(released, after).isEmpty()) {
        String what = after.method() + " " + after.path() + " added";
        Place before = released.at("/paths");
        all.add(Severity.HARMLESS, after, what, "no client calls it yet", before, after.place());
      }
    }
    return all.changes;
  }

  private static Optional<Operation> find(OpenApiDocument document, Operation wanted) {
    return document.operations().stream()
        .filter(each -> each.path().equals(wanted.path()) && each.method().equals(wanted.method()))
        .findFirst();
  }

  private void compare(Operation before, Operation after) {
    if (!before.id().equals(after.id())) {
      add(
          Severity.BREAKING,
          before,
          "operationId changed",
          "the method of generated clients gets another name",
          before.place(),
          after.place());
    }
    compareCredentials(before, after);
    compareParameters(before, after);
    compareRequestBodies(before, after);
    before.statuses().forEach(status -> compareResponse(before, after, status));
    after.statuses().stream()
        .filter(status -> !before.statuses().contains(status))
        .forEach(status ->
            add(
                Severity.RISKY,
                before,
                status + " added",
                "a client may know only the statuses of the released document",
                before.place(),
                after.responsePlace(status)));
  }

  private void compareCredentials(Operation before, Operation after) {
    List<String> old = before.credentials().stream().map(Credential::header).toList();
    List<String> now = after.credentials().stream().map(Credential::header).toList();
    if (!old.containsAll(now)) {
      String why = "who sends the credentials of before gets 401";
      add(Severity.BREAKING, before, "credentials added", why, before.place(), after.place());
    } else if (!now.containsAll(old)) {
      String why = "what was protected needs no credentials";
      add(Severity.BREAKING, before, "credentials removed", why, before.place(), after.place());
    }
  }

  private void compareParameters(Operation before, Operation after) {
    for (Parameter old : before.parameters()) {
      Optional<Parameter> now = after.parameter(old.in(), old.name());
      String name = "request " + old.in() + " " + old.name();
      if (now.isEmpty()) {
        String why = "who sends it is no longer obeyed";
        add(Severity.BREAKING, before, name + " removed", why, old.place(), after.place());
      } else {
        if (now.get().required() && !old.required()) {
          String why = "who leaves it out is refused";
          add(Severity.BREAKING, before, name + " required", why, old.place(), now.get().place());
        }
        changes.addAll(
            SchemaChanges.ofRequest(before.id(), name, old.schema(), now.get().schema()));
      }
    }
    for (Parameter now : after.parameters()) {
      if (before.parameter(now.in(), now.name()).isEmpty()) {
        String name = "request " + now.in() + " " + now.name() + " added";
        Severity severity = now.required() ? Severity.BREAKING : Severity.HARMLESS;
        String why = now.required() ? "who does not know it is refused" : "it can be left out";
        add(severity, before, name, why, before.place(), now.place());
      }
    }
  }

  private void compareRequestBodies(Operation before, Operation after) {
    Optional<Schema> old = before.requestBody();
    Optional<Schema> now = after.requestBody();
    if (old.isPresent() && now.isPresent()) {
      changes.addAll(SchemaChanges.ofRequest(before.id(), "request $", old.get(), now.get()));
    } else if (old.isPresent() || now.isPresent()) {
      String what = now.isPresent() ? "request body added" : "request body removed";
      String why = "what is sent is not what is expected";
      add(Severity.BREAKING, before, what, why, before.place(), after.place());
    }
    if (after.requestBodyRequired() && !before.requestBodyRequired() && old.isPresent()) {
      String why = "who sends no body is refused";
      add(Severity.BREAKING, before, "request body required", why, before.place(), after.place());
    }
  }

  private void compareResponse(Operation before, Operation after, int status) {
    Place old = before.responsePlace(status);
    Place now = after.responsePlace(status);
    if (!now.exists()) {
      boolean success = status / 100 == 2;
      String why = success ? "a client waits for this status" : "one failure fewer to handle";
      Severity severity = success ? Severity.BREAKING : Severity.HARMLESS;
      add(severity, before, status + " removed", why, old, after.place());
      return;
    }
    for (String header : old.child("headers").names()) {
      if (!now.child("headers").names().contains(header)) {
        String why = "a client may read it";
        add(Severity.BREAKING, before, status + " header " + header + " removed", why, old, now);
      }
    }
    Optional<Schema> body = before.responseBody(status);
    Optional<Schema> bodyNow = after.responseBody(status);
    if (body.isPresent() && bodyNow.isPresent()) {
      changes.addAll(
          SchemaChanges.ofResponse(before.id(), status + " $", body.get(), bodyNow.get()));
    } else if (body.isPresent()) {
      add(Severity.BREAKING, before, status + " body removed", "a client reads it", old, now);
    }
  }

  private void add(
      Severity severity, Operation operation, String what, String why, Place old, Place now) {
    changes.add(new DocumentChange(severity, operation.id(), what, why, old, now));
  }
}
