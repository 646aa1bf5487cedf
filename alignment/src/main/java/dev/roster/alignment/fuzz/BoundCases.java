package dev.roster.alignment.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.openapi.Operation.Parameter;
import dev.roster.openapi.Place;
import dev.roster.openapi.Schema;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes two requests for each bound of a parameter or member: at its number, and one beyond it. */
final class BoundCases {
  private static final String EMAIL_END = "@example.org";

  /**
   * A bound of the document.
   *
   * @param place where the document has it
   * @param member the member of the body that has it; empty for a parameter
   * @param free false if another rule of the schema may refuse the value at the bound
   * @param at the request that keeps it by nothing
   * @param beyond the request that misses it by one
   */
  record Bound(
      String name,
      Place place,
      Optional<String> member,
      String keyword,
      String number,
      boolean free,
      FuzzCase at,
      FuzzCase beyond) {
    boolean isLongest() {
      return keyword.equals("maxLength");
    }

    boolean isNumberIn(String message) {
      return Arrays.asList(message.split("\\D+")).contains(number);
    }

    @Override
    public String toString() {
      return name + ", " + keyword + " " + number;
    }
  }

  private final Requests requests;
  private final List<Bound> bounds = new ArrayList<>();

  private BoundCases(Requests requests) {
    this.requests = requests;
  }

  static List<Bound> of(Requests requests) {
    BoundCases cases = new BoundCases(requests);
    requests.operation().parameters().stream()
        .filter(parameter -> !parameter.in().equals("path"))
        .forEach(cases::parameter);
    requests.body().map(Schema::properties).orElse(Map.of()).forEach(cases::member);
    return cases.bounds;
  }

  private void parameter(Parameter parameter) {
    pairs(parameter.schema())
        .forEach((keyword, values) -> {
          String about = parameter.name() + ", " + keyword + " ";
          add(
              parameter.name(),
              Optional.empty(),
              keyword,
              parameter.schema(),
              values.stream()
                  .map(value ->
                      requests.fuzzCase(
                          about + Requests.shown(value),
                          Map.of(parameter.name(), value),
                          requests.members()))
                  .toList());
        });
  }

  private void member(String name, Schema schema) {
    pairs(schema)
        .forEach((keyword, values) -> {
          add(
              name,
              Optional.of(name),
              keyword,
              schema,
              values.stream().map(value -> body(name, keyword, schema, value)).toList());
        });
  }

  private FuzzCase body(String name, String keyword, Schema schema, String value) {
    Map<String, String> members = requests.members();
    members.put(name, schema.type().equals("string") ? FuzzValues.quoted(value) : value);
    return requests
        .plain("")
        .withBody(name + ", " + keyword + " " + Requests.shown(value), Requests.object(members));
  }

  private void add(
      String name, Optional<String> member, String keyword, Schema schema, List<FuzzCase> cases) {
    bounds.add(
        new Bound(
            name,
            schema.place(),
            member,
            keyword,
            schema.keyword(keyword).orElseThrow().asText(),
            schema.format().isEmpty() && schema.keyword("pattern").isEmpty(),
            cases.get(0),
            cases.get(1)));
  }

  /** For each keyword the value at the bound, and the one beyond it. */
  private static Map<String, List<String>> pairs(Schema schema) {
    Map<String, List<String>> pairs = new TreeMap<>();
    schema
        .keyword("maxLength")
        .map(JsonNode::asInt)
        .ifPresent(
            most -> pairs.put("maxLength", List.of(text(schema, most), text(schema, most + 1))));
    schema
        .keyword("minLength")
        .map(JsonNode::asInt)
        .filter(least -> least > 0)
        .ifPresent(
            least -> pairs.put("minLength", List.of(text(schema, least), text(schema, least - 1))));
    number(schema, "maximum")
        .ifPresent(most -> pairs.put("maximum", numbers(most, BigInteger.ONE)));
    number(schema, "minimum")
        .ifPresent(least -> pairs.put("minimum", numbers(least, BigInteger.ONE.negate())));
    return pairs;
  }

  private static List<String> numbers(BigInteger at, BigInteger step) {
    return List.of(at.toString(), at.add(step).toString());
  }

  private static Optional<BigInteger> number(Schema schema, String keyword) {
    return schema
        .keyword(keyword)
        .filter(JsonNode::isIntegralNumber)
        .filter(each -> schema.type().equals("integer"))
        .map(JsonNode::bigIntegerValue);
  }

  /** A text of a length, an address if the schema asks for one and the length allows it. */
  private static String text(Schema schema, int length) {
    boolean address = schema.format().equals("email") && length > EMAIL_END.length();
    return address ? "a".repeat(length - EMAIL_END.length()) + EMAIL_END : "a".repeat(length);
  }
}
