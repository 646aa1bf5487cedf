package dev.roster.alignment.evolution;

import dev.roster.alignment.evolution.DocumentChange.Severity;
import dev.roster.openapi.Operation;
import dev.roster.openapi.Place;
import dev.roster.openapi.ResponseSpec;
import dev.roster.openapi.Schema;
import java.util.Map;
import java.util.Set;

/** Compares the responses of an operation: statuses, headers and bodies, as readers see them. */
final class ResponseChanges {
  private static final String JSON = "application/json";

  private final ChangeList changes;

  private ResponseChanges(ChangeList changes) {
    this.changes = changes;
  }

  static void compare(ChangeList changes, Operation before, Operation after) {
    ResponseChanges responses = new ResponseChanges(changes);
    before
        .responses()
        .forEach((status, old) ->
            after
                .response(status)
                .ifPresentOrElse(
                    now -> responses.response(status, old, now),
                    () -> responses.gone(status, old.place(), after.place())));
    after
        .responses()
        .forEach((status, now) -> {
          if (before.response(status).isEmpty()) {
            String why = "a client may know only the statuses of the released document";
            String name = Integer.toString(status);
            changes.added(Severity.RISKY, name, why, before.place(), now.place());
          }
        });
  }

  private void gone(int status, Place old, Place now) {
    boolean success = status / 100 == 2;
    String why = success ? "a client waits for this status" : "one failure fewer to handle";
    Severity severity = success ? Severity.BREAKING : Severity.HARMLESS;
    changes.add(severity, status + " removed", why, old, now);
  }

  private void response(int status, ResponseSpec old, ResponseSpec now) {
    changes.others(
        Integer.toString(status), old.place(), now.place(), Set.of("headers", "content"));
    headers(status, old, now);
    Place content = old.place().child("content");
    Place contentNow = now.place().child("content");
    for (String type : content.names()) {
      mediaType(status, type, content, contentNow);
    }
    for (String type : contentNow.names()) {
      if (!content.has(type)) {
        String why = "a client may read only what the released document has";
        changes.added(
            Severity.RISKY, status + " " + type, why, old.place(), contentNow.child(type));
      }
    }
  }

  private void mediaType(int status, String type, Place content, Place contentNow) {
    Place old = content.child(type);
    Place now = contentNow.child(type);
    if (!now.exists()) {
      String what = status + (type.equals(JSON) ? " body removed" : " " + type + " removed");
      changes.add(Severity.BREAKING, what, "a client reads it", old, contentNow);
      return;
    }
    String name = status + " " + (type.equals(JSON) ? "$" : type);
    changes.others(name, old, now, Set.of("schema"));
    changes.ofResponse(name, RequestChanges.schema(old), RequestChanges.schema(now));
  }

  private void headers(int status, ResponseSpec old, ResponseSpec now) {
    Map<String, Place> headers = now.headers();
    old.headers()
        .forEach((name, before) -> {
          Place after = headers.get(name);
          String header = status + " header " + name;
          if (after == null) {
            String why = "a client may read it";
            changes.add(Severity.BREAKING, header + " removed", why, old.place(), now.place());
          } else {
            header(header, before, after);
          }
        });
    headers.forEach((name, header) -> {
      if (!old.headers().containsKey(name)) {
        String what = status + " header " + name;
        changes.added(Severity.HARMLESS, what, "it can be ignored", old.place(), header);
      }
    });
  }

  private void header(String name, Place old, Place now) {
    boolean before = old.node().path("required").asBoolean();
    boolean after = now.node().path("required").asBoolean();
    if (before && !after) {
      String why = "a client reads it from every response";
      changes.add(Severity.BREAKING, name + " optional", why, old, now);
    } else if (after && !before) {
      changes.add(Severity.HARMLESS, name + " required", "it was sent before, too", old, now);
    }
    changes.others(name, old, now, Set.of("required", "schema"));
    Schema schema = old.document().schema(old.child("schema"));
    Schema schemaNow = now.document().schema(now.child("schema"));
    changes.ofResponse(name, schema, schemaNow);
  }
}
