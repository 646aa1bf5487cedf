package dev.roster.alignment.pact;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.openapi.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that an interaction asks and expects, so that nothing of it can be dropped unseen: {@code 404
 * in the state "a company of somebody else"}, {@code 404 asks path id = ${company_id}}, {@code 404
 * expects $.detail = "Not found."}.
 */
final class InteractionFacts {
  private static final List<String> VERBS = List.of("in", "asks", "expects");

  /**
   * Orders facts that begin with an operationId: by status, states before requests before
   * responses.
   */
  static final Comparator<String> ORDER =
      Comparator.<String, String>comparing(fact -> word(fact, 1))
          .thenComparing(fact -> VERBS.indexOf(word(fact, 2)))
          .thenComparing(Comparator.naturalOrder());

  private static String word(String fact, int index) {
    return fact.split(" ", index + 2)[index];
  }

  private final PactInteraction interaction;
  private final Set<String> facts = new LinkedHashSet<>();

  private InteractionFacts(PactInteraction interaction) {
    this.interaction = interaction;
  }

  /** The facts, each beginning with the status. */
  static Set<String> of(Operation operation, PactInteraction interaction) {
    InteractionFacts all = new InteractionFacts(interaction);
    all.states();
    all.path(operation);
    all.query();
    all.part("asks", interaction.json().path("request"));
    all.part("expects", interaction.json().path("response"));
    return all.facts;
  }

  private void add(String verb, String fact) {
    facts.add(interaction.status() + " " + verb + " " + fact);
  }

  private void states() {
    for (JsonNode state : interaction.json().path("providerStates")) {
      List<String> parameters = new ArrayList<>();
      state
          .path("params")
          .properties()
          .forEach(each -> parameters.add(each.getKey() + " = " + each.getValue().asText()));
      String with = parameters.isEmpty() ? "" : " with " + String.join(", ", parameters);
      add("in", "the state " + state.path("name") + with);
    }
  }

  /** The variables of the path, by the expression of the state where there is one. */
  private void path(Operation operation) {
    String expression = interaction.json().at("/request/generators/path/expression").asText("");
    String path = expression.isEmpty() ? interaction.path() : expression;
    operation
        .variablesOf(path)
        .forEach((name, value) -> add("asks", "path " + name + " = " + plain(value)));
  }

  /** The parameters of the query, by the expressions of the state where there are such. */
  private void query() {
    JsonNode generators = interaction.json().at("/request/generators/query");
    interaction
        .query()
        .forEach((name, values) -> {
          String expression = generators.path(name).path("expression").asText("");
          (expression.isEmpty() ? values : List.of(expression))
              .forEach(value -> add("asks", "query " + name + " = " + plain(value)));
        });
  }

  private void part(String verb, JsonNode part) {
    for (Map.Entry<String, JsonNode> header : part.path("headers").properties()) {
      header(verb, part, header.getKey(), header.getValue());
    }
    for (Map.Entry<String, JsonNode> rule : part.at("/matchingRules/header").properties()) {
      if (named(part.path("headers"), rule.getKey()).isEmpty()) {
        add(verb, "header " + rule.getKey() + " by " + rule.getValue());
      }
    }
    MatchedBody.facts(part).forEach(fact -> add(verb, fact));
    for (Map.Entry<String, JsonNode> rules : part.path("matchingRules").properties()) {
      if (!Set.of("body", "header").contains(rules.getKey())) {
        add(verb, rules.getKey() + " by " + rules.getValue());
      }
    }
  }

  private void header(String verb, JsonNode part, String name, JsonNode values) {
    String value =
        values.isArray()
            ? String.join(", ", values.valueStream().map(JsonNode::asText).toList())
            : values.asText();
    JsonNode matchers =
        named(part.at("/matchingRules/header"), name)
            .map(rule -> rule.path("matchers"))
            .orElse(values.path("none"));
    String expected =
        named(part.at("/generators/header"), name)
            .map(generator -> generator.path("expression").asText())
            .orElse(plain(value));
    if (matchers.isEmpty()) {
      add(verb, "header " + name + " = " + expected);
    }
    matchers.forEach(
        matcher -> add(verb, "header " + name + Matching.words(matcher, values, expected)));
  }

  private static Optional<JsonNode> named(JsonNode byName, String name) {
    return byName.properties().stream()
        .filter(each -> each.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** The value with its control characters escaped. */
  private static String plain(String value) {
    return new String(JsonStringEncoder.getInstance().quoteAsString(value));
  }
}
