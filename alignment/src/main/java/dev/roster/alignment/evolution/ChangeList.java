package dev.roster.alignment.evolution;

import dev.roster.alignment.evolution.DocumentChange.Severity;
import dev.roster.openapi.Place;
import dev.roster.openapi.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Collects the changes of an operation, or of a document as a whole. */
final class ChangeList {
  private final String operation;
  private final Map<String, List<DocumentChange>> schemas;
  private final List<DocumentChange> changes = new ArrayList<>();

  /**
   * @param schemas the changes of schemas that were compared before; operations share most of them
   */
  ChangeList(String operation, Map<String, List<DocumentChange>> schemas) {
    this.operation = operation;
    this.schemas = schemas;
  }

  List<DocumentChange> changes() {
    return changes;
  }

  void add(Severity severity, String what, String why, Place old, Place now) {
    changes.add(new DocumentChange(severity, operation, what, why, old, now));
  }

  /** The changes of a schema that is sent in requests. */
  void ofRequest(String path, Schema old, Schema now) {
    schema(true, path, old, now);
  }

  /** The changes of a schema that is read in responses. */
  void ofResponse(String path, Schema old, Schema now) {
    schema(false, path, old, now);
  }

  private void schema(boolean request, String path, Schema old, Schema now) {
    String key = request + " " + old.place().pointer() + " " + now.place().pointer();
    schemas
        .computeIfAbsent(key, each -> SchemaChanges.between(request, old, now))
        .forEach(change ->
            add(
                change.severity(),
                path + change.what(),
                change.why(),
                change.before(),
                change.after()));
  }

  /** A part that is new; its name has all of it, so that it cannot drift until it is released. */
  void added(Severity severity, String what, String why, Place old, Place now) {
    add(severity, what + " added " + Definition.brief(now), why, old, now);
  }

  /** The keywords of a place that no rule is about. */
  void others(String path, Place old, Place now, Set<String> known) {
    Set<String> keywords = new TreeSet<>(old.names());
    keywords.addAll(now.names());
    keywords.removeAll(known);
    keywords.removeAll(Definition.FREE);
    keywords.remove("$ref");
    for (String keyword : keywords) {
      Place before = old.child(keyword);
      Place after = now.child(keyword);
      if (!Definition.same(before, after)) {
        String what = path.isEmpty() ? keyword : path + " " + keyword;
        add(
            Severity.RISKY,
            what + " " + Definition.brief(before) + " -> " + Definition.brief(after),
            "clients and generators may obey it",
            old,
            now);
      }
    }
  }
}
