package dev.roster.alignment.evolution;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.alignment.check.Difference;
import dev.roster.openapi.OpenApiDocument;
import dev.roster.openapi.Operation;
import dev.roster.openapi.Operation.Parameter;
import dev.roster.openapi.Place;
import dev.roster.openapi.Schema;
import dev.roster.openapi.SchemaValidator;
import dev.roster.openapi.SchemaValidator.Mode;
import dev.roster.openapi.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The rules that every document obeys, so that generators and people get what they need. */
final class DocumentRules {
  /** A rule that is broken, and where. */
  record Broken(String rule, String what, Place place) {}

  private static final SchemaValidator VALIDATOR = new SchemaValidator(Mode.WHOLE);

  private final OpenApiDocument document;
  private final List<String> statuses;
  private final Set<String> together;
  private final List<Broken> broken = new ArrayList<>();

  private DocumentRules(OpenApiDocument document, List<String> statuses, Set<String> together) {
    this.document = document;
    this.statuses = statuses;
    this.together = together;
  }

  /**
   * All rules that a document breaks.
   *
   * @param statuses the statuses that every operation documents
   * @param together response headers of which none stands without the others
   */
  static List<Broken> brokenBy(
      OpenApiDocument document, List<String> statuses, Set<String> together) {
    DocumentRules rules = new DocumentRules(document, statuses, together);
    Set<String> ids = new HashSet<>();
    for (Operation operation : document.operations()) {
      rules.check(
          !operation.id().isEmpty() && ids.add(operation.id()),
          "operationId",
          operation.method() + " " + operation.path() + " needs an operationId of its own",
          operation.place());
      rules.operation(operation);
      operation.parameters().forEach(parameter -> rules.parameter(operation, parameter));
      rules.headers(operation);
      rules.bodies(operation);
    }
    document.schemas().forEach(rules::schema);
    rules.alike();
    rules.unused();
    return rules.broken;
  }

  private void operation(Operation operation) {
    Place place = operation.place();
    String id = operation.id();
    List<String> declared =
        document.at("/tags").children().stream().map(tag -> tag.text("name")).toList();
    described(id, place);
    check(!place.text("summary").isBlank(), "description", id + " has no summary", place);
    check(!operation.credentials().isEmpty(), "security", id + " asks for no credentials", place);
    for (String status : statuses) {
      check(
          operation.statuses().contains(Integer.valueOf(status)),
          "statuses",
          id + " lacks " + status,
          place);
    }
    long successes = operation.statuses().stream().filter(s -> s / 100 == 2).count();
    check(successes == 1, "statuses", id + " has " + successes + " statuses of success", place);
    check(
        place.node().path("tags").size() == 1 && declared.containsAll(place.texts("tags")),
        "tags",
        id + " needs one declared tag, which names its interface",
        place);
    Set<String> inPath = new HashSet<>();
    operation.parameters().stream()
        .filter(p -> p.in().equals("path"))
        .forEach(p -> inPath.add(p.name()));
    check(
        inPath.equals(Set.copyOf(operation.variables())),
        "path parameters",
        id + " has " + operation.variables() + " in the path and declares " + inPath,
        place);
  }

  /** A failure that all operations but one document was probably forgotten there. */
  private void alike() {
    List<Operation> operations = document.operations();
    Map<Integer, Long> users =
        operations.stream()
            .flatMap(operation -> operation.statuses().stream())
            .filter(status -> status >= 400)
            .collect(Collectors.groupingBy(status -> status, TreeMap::new, Collectors.counting()));
    users.forEach((status, count) -> {
      if (count > 1 && count == operations.size() - 1) {
        operations.stream()
            .filter(operation -> !operation.statuses().contains(status))
            .forEach(operation ->
                check(
                    false,
                    "statuses",
                    operation.id() + " alone lacks " + status,
                    operation.place()));
      }
    });
  }

  private void parameter(Operation operation, Parameter parameter) {
    String name = operation.id() + " " + parameter.name();
    described(name, parameter.place());
    JsonNode example = parameter.place().node().path("example");
    if (!example.isMissingNode()) {
      example(name, example, parameter.schema());
    }
  }

  /** A limit, its remainder and its reset, say, of which none helps without the others. */
  private void headers(Operation operation) {
    Map<String, Long> users = new TreeMap<>();
    for (int status : operation.statuses()) {
      Place response = operation.responsePlace(status);
      List<String> headers = response.child("headers").names();
      headers.forEach(header -> users.merge(header, 1L, Long::sum));
      long limits = headers.stream().filter(together::contains).count();
      check(
          limits == 0 || limits == together.size(),
          "headers",
          operation.id() + " " + status + " has some of " + new TreeSet<>(together),
          response);
    }
    long responses = operation.statuses().size();
    users.forEach((header, count) ->
        check(
            count < 2 || count != responses - 1,
            "headers",
            operation.id() + " has one response without " + header,
            operation.place()));
  }

  private void bodies(Operation operation) {
    operation
        .requestBody()
        .ifPresent(schema ->
            body(operation.id() + " request", operation.place().child("requestBody"), schema));
    for (int status : operation.statuses()) {
      Place response = operation.responsePlace(status);
      String name = operation.id() + " " + status;
      described(name, response);
      operation
          .responseBody(status)
          .ifPresentOrElse(
              schema -> body(name, response, schema),
              () -> check(false, "bodies", name + " has no JSON", response));
    }
  }

  private void body(String name, Place body, Schema schema) {
    Schema named = schema.items().orElse(schema);
    check(
        named.place().pointer().startsWith("/components/schemas/"),
        "named schemas",
        name + " has a schema without a name, which generators would make one up for",
        named.place());
    Place content = body.child("content").child("application/json");
    if (content.has("example")) {
      example(name, content.child("example").node(), schema);
    }
    content
        .child("examples")
        .children()
        .forEach(each -> example(name, each.child("value").node(), schema));
  }

  private void example(String name, JsonNode example, Schema schema) {
    for (Violation violation : VALIDATOR.validate(schema, example)) {
      Difference broken = Difference.inBody("example", name + " example", example, violation);
      String what = broken.what() + " is " + broken.left().text() + ", against ";
      check(false, "examples", what + broken.right().text(), violation.place());
    }
  }

  private void schema(Schema schema) {
    Place place = schema.place();
    described(place.key(), place);
    schema
        .properties()
        .forEach((name, member) -> {
          String full = place.key() + "." + name;
          // what stands by reference has its name and description there
          boolean plain =
              member.place().pointer().startsWith(place.pointer() + "/")
                  && !member.place().has("allOf")
                  && !member.place().has("anyOf");
          if (plain) {
            described(full, member.place());
          }
          check(
              !member.type().equals("integer") || !member.format().isEmpty(),
              "integer formats",
              full + " does not say how large it may be",
              member.place());
          check(
              !plain || member.properties().isEmpty(),
              "named schemas",
              full + " is an object without a name",
              member.place());
        });
    schema.required().stream()
        .filter(name -> !schema.properties().containsKey(name))
        .forEach(name -> check(false, "required", place.key() + " has no " + name, place));
  }

  private void unused() {
    for (String kind : List.of("schemas", "parameters", "responses", "headers")) {
      for (Place part : document.at("/components/" + kind).children()) {
        String reference = "#/components/" + kind + "/" + part.key();
        boolean used =
            document.text().contains(reference + "'") || document.text().contains(reference + '"');
        check(used, "unused", part.key() + " is not used", part);
      }
    }
  }

  private void described(String name, Place place) {
    String description = place.text("description");
    check(!description.isBlank(), "description", name + " has no description", place);
  }

  private void check(boolean holds, String rule, String what, Place place) {
    if (!holds) {
      broken.add(new Broken(rule, what, place));
    }
  }
}
