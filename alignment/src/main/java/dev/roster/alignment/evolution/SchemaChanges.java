package dev.roster.alignment.evolution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.roster.alignment.evolution.DocumentChange.Severity;
import dev.roster.openapi.Place;
import dev.roster.openapi.Schema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares two schemas as those see them who write such JSON (a request may only get looser) or
 * read it (a response may only get tighter).
 */
final class SchemaChanges {
  private static final String WRITER = "who sends what was allowed is refused";
  private static final String READER = "who reads it gets what was never sent before";
  private static final List<String> LEAST = List.of("minLength", "minimum", "minItems");
  private static final List<String> MOST = List.of("maxLength", "maximum", "maxItems");

  /** Keywords that have a comparison of their own. */
  private static final Set<String> COMPARED =
      Set.of(
          "type",
          "format",
          "enum",
          "x-extensible-enum",
          "nullable",
          "required",
          "properties",
          "additionalProperties",
          "items",
          "allOf",
          "anyOf",
          "oneOf",
          "minimum",
          "maximum",
          "minLength",
          "maxLength",
          "minItems",
          "maxItems",
          "pattern",
          "default",
          "readOnly",
          "writeOnly");

  private final boolean request;
  private final ChangeList changes = new ChangeList("", new HashMap<>());
  private final Set<String> comparing = new HashSet<>();

  private SchemaChanges(boolean request) {
    this.request = request;
  }

  /**
   * All changes, each named by its path within the schema.
   *
   * @param request true for what is sent, false for what is read
   */
  static List<DocumentChange> between(boolean request, Schema released, Schema now) {
    SchemaChanges all = new SchemaChanges(request);
    all.compare("", released, now);
    return all.changes.changes();
  }

  private void compare(String path, Schema old, Schema now) {
    String both = old.place().pointer() + " " + now.place().pointer();
    if (!comparing.add(both)) {
      return; // it contains itself
    }
    if (!type(old).equals(type(now))) {
      String what = path + " type " + type(old) + " -> " + type(now);
      add(Severity.BREAKING, what, "code that was made for the old type fails", old, now);
    } else {
      compareSets(path, old, now);
      compareLimits(path, old, now);
      compareNotes(path, old, now);
      compareParts(path, old, now);
      compareMembers(path, old, now);
    }
    comparing.remove(both);
  }

  private static String type(Schema schema) {
    String type = schema.type().isEmpty() ? "any" : schema.type();
    return schema.format().isEmpty() ? type : type + " " + schema.format();
  }

  private void compareSets(String path, Schema old, Schema now) {
    if (old.nullable() != now.nullable()) {
      looser(path + " nullable", now.nullable(), old, now);
    } else if (nullWithin(old.place()) != nullWithin(now.place())) {
      // no value is allowed more or less, but generators differ about it
      String what = path + " nullable within " + nullWithin(now.place());
      add(Severity.RISKY, what, "generated code may take it for optional", old, now);
    }
    if (old.values().isEmpty() != now.values().isEmpty()) {
      String values = String.join(" ", now.values());
      String what = path + " enumeration" + (values.isEmpty() ? "" : " " + values);
      looser(what, now.values().isEmpty(), old, now);
    } else {
      compareLists(path + " =", old.values(), now.values(), old, now);
    }
    compareKnown(path, old, now);
    compareLists(path + " as", forms(old), forms(now), old, now);
    for (Schema form : old.choices()) {
      now.choices().stream()
          .filter(each -> each.place().key().equals(form.place().key()))
          .forEach(each -> compare(path + " as " + form.place().key(), form, each));
    }
    if (old.oneOf().isEmpty() != now.oneOf().isEmpty() && forms(old).equals(forms(now))) {
      looser(path + " oneOf", now.oneOf().isEmpty(), old, now);
    }
  }

  /** Returns true if a part of the schema may be null by itself, and not only the whole of it. */
  private static boolean nullWithin(Place place) {
    List<Place> parts = new ArrayList<>(place.child("allOf").children());
    parts.addAll(place.child("anyOf").children());
    parts.addAll(place.child("oneOf").children());
    return parts.stream()
        .filter(part -> !part.node().path("enum").path(0).isNull())
        .anyMatch(part -> part.node().path("nullable").asBoolean() || nullWithin(part));
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

  /** Compares the values that are known of a set to which others may come. */
  private void compareKnown(String path, Schema old, Schema now) {
    List<String> before = extensible(old);
    List<String> after = extensible(now);
    for (String value : before) {
      if (!after.contains(value)) {
        String why = request ? WRITER : "one value fewer to expect";
        Severity severity = request ? Severity.BREAKING : Severity.HARMLESS;
        add(severity, path + " known " + value + " removed", why, old, now);
      }
    }
    for (String value : after) {
      if (!before.contains(value)) {
        String why = request ? "nobody has to send it" : "clients should expect others, not all do";
        Severity severity = request ? Severity.HARMLESS : Severity.RISKY;
        add(severity, path + " known " + value + " added", why, old, now);
      }
    }
  }

  private static List<String> extensible(Schema schema) {
    return value(schema, "x-extensible-enum").valueStream().map(JsonNode::asText).toList();
  }

  private static JsonNode value(Schema schema, String keyword) {
    return schema.keyword(keyword).orElse(MissingNode.getInstance());
  }

  private void compareLimits(String path, Schema old, Schema now) {
    LEAST.forEach(keyword -> limit(path, keyword, 1, old, now));
    MOST.forEach(keyword -> limit(path, keyword, -1, old, now));
    Optional<JsonNode> before = old.keyword("pattern");
    Optional<JsonNode> after = now.keyword("pattern");
    String what = path + " pattern " + change("pattern", old, now);
    if (before.isPresent() && after.isPresent() && !before.equals(after)) {
      add(Severity.BREAKING, what, request ? WRITER : READER, old, now);
    } else if (!before.equals(after)) {
      looser(what, after.isEmpty(), old, now);
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
    looser(path + " " + keyword + " " + change(keyword, old, now), !isTighter, old, now);
  }

  private static String change(String keyword, Schema old, Schema now) {
    return Definition.brief(value(old, keyword)) + " -> " + Definition.brief(value(now, keyword));
  }

  /** Compares what a schema says beside the values that it allows. */
  private void compareNotes(String path, Schema old, Schema now) {
    if (!value(old, "default").equals(value(now, "default"))) {
      String what = path + " default " + change("default", old, now);
      add(Severity.BREAKING, what, "who leaves it out gets something else", old, now);
    }
    oneWay(path, "readOnly", request, "who sends it is no longer obeyed", old, now);
    oneWay(path, "writeOnly", !request, "who reads it finds nothing", old, now);
    Set<String> keywords = new TreeSet<>(keywords(old.place()));
    keywords.addAll(keywords(now.place()));
    keywords.removeAll(COMPARED);
    keywords.removeAll(Definition.FREE);
    for (String keyword : keywords) {
      if (!value(old, keyword).equals(value(now, keyword))) {
        String what = path + " " + keyword + " " + change(keyword, old, now);
        add(Severity.RISKY, what, "clients and generators may obey it", old, now);
      }
    }
  }

  /** The keywords of the schema and of all that it is put together from. */
  private static Set<String> keywords(Place part) {
    Set<String> found = new TreeSet<>(part.names());
    part.child("allOf").children().forEach(each -> found.addAll(keywords(each)));
    for (String choice : List.of("anyOf", "oneOf")) {
      part.child(choice).children().forEach(each -> found.addAll(each.names()));
    }
    return found;
  }

  /** Compares a note that a member goes one way only, which breaks those of the other way. */
  private void oneWay(
      String path, String keyword, boolean excludes, String why, Schema old, Schema now) {
    boolean before = value(old, keyword).asBoolean();
    boolean after = value(now, keyword).asBoolean();
    if (before != after) {
      boolean breaks = excludes && after;
      String what = path + " " + keyword + " " + before + " -> " + after;
      String reason = breaks ? why : "clients and generators may obey it";
      add(breaks ? Severity.BREAKING : Severity.RISKY, what, reason, old, now);
    }
  }

  private void compareParts(String path, Schema old, Schema now) {
    comparePart(path + "[]", old.items(), now.items(), true, old, now);
    comparePart(
        path + ".*", old.additionalProperties(), now.additionalProperties(), false, old, now);
  }

  /**
   * Compares schemas of which a document may have none.
   *
   * @param anything true if everything is allowed without one, and nothing otherwise
   */
  private void comparePart(
      String path,
      Optional<Schema> before,
      Optional<Schema> after,
      boolean anything,
      Schema old,
      Schema now) {
    if (before.isPresent() && after.isPresent()) {
      compare(path, before.get(), after.get());
    } else if (before.isPresent() || after.isPresent()) {
      String what =
          after.map(schema -> " added " + Definition.brief(schema.place())).orElse(" removed");
      looser(path + what, after.isPresent() != anything, old, now);
    }
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
    members.forEach((name, member) -> {
      if (!old.properties().containsKey(name)) {
        boolean required = now.required().contains(name);
        boolean breaks = request && required;
        String why = breaks ? "who does not know it is refused" : "it can be ignored";
        Severity severity = breaks ? Severity.BREAKING : Severity.HARMLESS;
        String what = path + "." + name + (required ? " required" : "");
        changes.added(severity, what, why, old.place(), member.place());
      }
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
    changes.add(severity, what, why, old.place(), now.place());
  }
}
