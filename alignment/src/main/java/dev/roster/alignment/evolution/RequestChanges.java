package dev.roster.alignment.evolution;

import dev.roster.alignment.evolution.DocumentChange.Severity;
import dev.roster.openapi.Operation;
import dev.roster.openapi.Operation.Parameter;
import dev.roster.openapi.Place;
import dev.roster.openapi.Schema;
import java.util.Optional;
import java.util.Set;

/** Compares the requests of an operation: parameters and bodies, as their senders see them. */
final class RequestChanges {
  private static final String JSON = "application/json";
  private static final Set<String> OF_PARAMETER = Set.of("name", "in", "required", "schema");

  private final ChangeList changes;
  private final Operation before;
  private final Operation after;

  private RequestChanges(ChangeList changes, Operation before, Operation after) {
    this.changes = changes;
    this.before = before;
    this.after = after;
  }

  static void compare(ChangeList changes, Operation before, Operation after) {
    RequestChanges request = new RequestChanges(changes, before, after);
    request.parameters();
    request.bodies();
  }

  private void parameters() {
    for (Parameter old : before.parameters()) {
      Optional<Parameter> now = after.parameter(old.in(), old.name());
      if (now.isEmpty()) {
        String why = "who sends it is no longer obeyed";
        changes.add(Severity.BREAKING, name(old) + " removed", why, old.place(), after.place());
      } else {
        parameter(old, now.get());
      }
    }
    for (Parameter now : after.parameters()) {
      if (before.parameter(now.in(), now.name()).isEmpty()) {
        Severity severity = now.required() ? Severity.BREAKING : Severity.HARMLESS;
        String why = now.required() ? "who does not know it is refused" : "it can be left out";
        changes.added(severity, name(now), why, before.place(), now.place());
      }
    }
  }

  private static String name(Parameter parameter) {
    return "request " + parameter.in() + " " + parameter.name();
  }

  private void parameter(Parameter old, Parameter now) {
    String name = name(old);
    if (now.required() && !old.required()) {
      String why = "who leaves it out is refused";
      changes.add(Severity.BREAKING, name + " required", why, old.place(), now.place());
    } else if (old.required() && !now.required()) {
      String why = "it may still be sent";
      changes.add(Severity.HARMLESS, name + " optional", why, old.place(), now.place());
    }
    changes.others(name, old.place(), now.place(), OF_PARAMETER);
    changes.ofRequest(name, old.schema(), now.schema());
  }

  private void bodies() {
    Place old = before.place().child("requestBody");
    Place now = after.place().child("requestBody");
    if (old.exists() != now.exists()) {
      String what =
          now.exists() ? "request body added " + Definition.brief(now) : "request body removed";
      String why = "what is sent is not what is expected";
      changes.add(Severity.BREAKING, what, why, before.place(), after.place());
      return;
    }
    if (after.requestBodyRequired() && !before.requestBodyRequired()) {
      String why = "who sends no body is refused";
      changes.add(Severity.BREAKING, "request body required", why, before.place(), after.place());
    } else if (before.requestBodyRequired() && !after.requestBodyRequired()) {
      String why = "it may still be sent";
      changes.add(Severity.HARMLESS, "request body optional", why, before.place(), after.place());
    }
    changes.others("request body", old, now, Set.of("required", "content"));
    mediaTypes(old.child("content"), now.child("content"));
  }

  private void mediaTypes(Place old, Place now) {
    for (String type : old.names()) {
      Place was = old.child(type);
      Place is = now.child(type);
      if (!is.exists()) {
        String why = "who sends it gets 415";
        changes.add(Severity.BREAKING, "request " + type + " removed", why, was, now);
        continue;
      }
      String name = "request " + (type.equals(JSON) ? "$" : type);
      changes.others(name, was, is, Set.of("schema"));
      changes.ofRequest(name, schema(was), schema(is));
    }
    for (String type : now.names()) {
      if (!old.has(type)) {
        String why = "nobody has to send it";
        changes.added(Severity.HARMLESS, "request " + type, why, old, now.child(type));
      }
    }
  }

  static Schema schema(Place mediaType) {
    return mediaType.document().schema(mediaType.child("schema"));
  }
}
