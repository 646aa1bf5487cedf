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
import java.util.function.Function;

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

  /** The value at a bound, and the one beyond it. */
  private record Pair(String at, String beyond) {}

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
    add(
        parameter.name(),
        Optional.empty(),
        parameter.schema(),
        value ->
            requests.fuzzCase(
                parameter.name(), Map.of(parameter.name(), value), requests.members()));
  }

  private void member(String name, Schema schema) {
    add(
        name,
        Optional.of(name),
        schema,
        value -> {
          Map<String, String> members = requests.members();
          members.put(name, schema.type().equals("string") ? FuzzValues.quoted(value) : value);
          return requests.plain(name).withBody(name, Requests.object(members));
        });
  }

  private void add(
      String name, Optional<String> member, Schema schema, Function<String, FuzzCase> request) {
    pairs(schema)
        .forEach((keyword, pair) ->
            bounds.add(
                new Bound(
                    name,
                    schema.place(),
                    member,
                    keyword,
                    schema.keyword(keyword).orElseThrow().asText(),
                    schema.format().isEmpty() && schema.keyword("pattern").isEmpty(),
                    request.apply(pair.at()),
                    request.apply(pair.beyond()))));
  }

  /** The values for each keyword that is a bound. */
  private static Map<String, Pair> pairs(Schema schema) {
    Map<String, Pair> pairs = new TreeMap<>();
    schema
        .keyword("maxLength")
        .map(JsonNode::asInt)
        .ifPresent(
            most -> pairs.put("maxLength", new Pair(text(schema, most), text(schema, most + 1))));
    schema
        .keyword("minLength")
        .map(JsonNode::asInt)
        .filter(least -> least > 0)
        .ifPresent(least ->
            pairs.put("minLength", new Pair(text(schema, least), text(schema, least - 1))));
    number(schema, "maximum")
        .ifPresent(most -> pairs.put("maximum", numbers(most, BigInteger.ONE)));
    number(schema, "minimum")
        .ifPresent(least -> pairs.put("minimum", numbers(least, BigInteger.ONE.negate())));
    return pairs;
  }

  private static Pair numbers(BigInteger at, BigInteger step) {
    return new Pair(at.toString(), at.add(step).toString());
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
