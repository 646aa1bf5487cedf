package dev.roster.alignment.evolution;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.alignment.evolution.DocumentChange.Severity;
import dev.roster.openapi.Schema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares two schemas as those see them who write such JSON (a request may only get looser) or
 * read it (a response may only get tighter).
 */
final class SchemaChanges {
  private static final String WRITER = "who sends what was allowed is refused";
  private static final String READER = "who reads it gets what was never sent before";

  private final boolean request;
  private final String operation;
  private final List<DocumentChange> changes = new ArrayList<>();

  private SchemaChanges(boolean request, String operation) {
    this.request = request;
    this.operation = operation;
  }

  static List<DocumentChange> ofRequest(
      String operation, String path, Schema released, Schema now) {
    SchemaChanges all = new SchemaChanges(true, operation);
    all.compare(path, released, now);
    return all.changes;
  }

  static List<DocumentChange> ofResponse(
      String operation, String path, Schema released, Schema now) {
    SchemaChanges all = new SchemaChanges(false, operation);
    all.compare(path, released, now);
    return all.changes;
  }

  private void compare(String path, Schema old, Schema now) {
    if (!old.type().equals(now.type()) || !old.format().equals(now.format())) {
      String what = path + " type changed";
      add(Severity.BREAKING, what, "code that was made for the old type fails", old, now);
      return;
    }
    compareSets(path, old, now);
    compareLimits(path, old, now);
    if (old.items().isPresent() && now.items().isPresent()) {
      compare(path + "[]", old.items().get(), now.items().get());
    }
    compareMembers(path, old, now);
  }

  private void compareSets(String path, Schema old, Schema now) {
    if (old.nullable() != now.nullable()) {
      looser(path + " nullable", now.nullable(), old, now);
    }
    if (old.values().isEmpty() != now.values().isEmpty()) {
      looser(path + " enumeration", now.values().isEmpty(), old, now);
    } else {
      compareLists(path + " =", old.values(), now.values(), old, now);
    }
    compareLists(path + " as", forms(old), forms(now), old, now);
  }

  private static List<String> forms(Schema schema) {
    return schema.choices().stream().map(choice -> choice.place().key()).toList();
  }

  private void compareLists(
      String path, List<String> before, List<String> after, Schema old, Schema now) {
    after.stream()
        .filter(value -> !before.contains(value))
        .forEach(value -> looser(path + " " + value, true, old, now));
    before.stream()
        .filter(value -> !after.contains(value))
        .forEach(value -> looser(path + " " + value, false, old, now));
  }

  private void compareLimits(String path, Schema old, Schema now) {
    for (String keyword : List.of("minLength", "minimum", "minItems")) {
      limit(path, keyword, 1, old, now);
    }
    for (String keyword : List.of("maxLength", "maximum", "maxItems")) {
      limit(path, keyword, -1, old, now);
    }
    Optional<JsonNode> pattern = now.keyword("pattern");
    if (!old.keyword("pattern").equals(pattern)) {
      looser(path + " pattern", pattern.isEmpty(), old, now);
    }
  }

  private void limit(String path, String keyword, int tighter, Schema old, Schema now) {
    Optional<BigDecimal> before = old.keyword(keyword).map(JsonNode::decimalValue);
    Optional<BigDecimal> after = now.keyword(keyword).map(JsonNode::decimalValue);
    if (before.isEmpty() && after.isEmpty()
        || before.isPresent() && after.isPresent() && before.get().compareTo(after.get()) == 0) {
      return;
    }
    boolean isTighter =
        before.isEmpty() || after.isPresent() && after.get().compareTo(before.get()) == tighter;
    looser(path + " " + keyword, !isTighter, old, now);
  }

  private void compareMembers(String path, Schema old, Schema now) {
    Map<String, Schema> members = now.properties();
    for (Map.Entry<String, Schema> member : old.properties().entrySet()) {
      String name = member.getKey();
      String inside = path + "." + name;
      if (!members.containsKey(name)) {
        String why = request ? "who sends it is no longer obeyed" : "who reads it finds nothing";
        add(Severity.BREAKING, inside + " removed", why, old, now);
        continue;
      }
      boolean required = now.required().contains(name);
      if (old.required().contains(name) != required) {
        looser(inside + " required", !required, old, now);
      }
      compare(inside, member.getValue(), members.get(name));
    }
    members.keySet().stream()
        .filter(name -> !old.properties().containsKey(name))
        .forEach(name -> {
          boolean breaks = request && now.required().contains(name);
          String why = breaks ? "who does not know it is refused" : "it can be ignored";
          Severity severity = breaks ? Severity.BREAKING : Severity.HARMLESS;
          add(severity, path + "." + name + " added", why, old, now);
        });
  }

  private void looser(String what, boolean isLooser, Schema old, Schema now) {
    String named = what + (isLooser ? " looser" : " tighter");
    if (isLooser == request) {
      add(Severity.HARMLESS, named, "all that was allowed still is", old, now);
    } else {
      add(Severity.BREAKING, named, request ? WRITER : READER, old, now);
    }
  }

  private void add(Severity severity, String what, String why, Schema old, Schema now) {
    changes.add(new DocumentChange(severity, operation, what, why, old.place(), now.place()));
  }
}
