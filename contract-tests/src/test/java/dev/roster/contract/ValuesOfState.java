package dev.roster.contract;

import au.com.dius.pact.core.model.HttpResponse;
import au.com.dius.pact.core.model.generators.Category;
import au.com.dius.pact.core.model.generators.Generator;
import au.com.dius.pact.core.model.generators.ProviderStateGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Values of a provider state in an expected response, which must be the values of the response.
 * Pact itself holds them to their type only; a matcher for equality would make the verifiers of
 * other languages compare with the example.
 */
final class ValuesOfState {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern STEP = Pattern.compile("\\.([^.\\[\\]]+)|\\[(\\d+|\\*)]");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}");

  private ValuesOfState() {}

  /**
   * The members of a response that are not what the interaction expects of the state.
   *
   * @param state the values that the state returned, by name
   */
  static List<String> differences(HttpResponse expected, Map<?, ?> state, byte[] actual) {
    List<String> differences = new ArrayList<>();
    Map<String, Generator> generators =
        expected.getGenerators().getCategories().getOrDefault(Category.BODY, Map.of());
    generators.forEach((path, generator) -> {
      if (generator instanceof ProviderStateGenerator ofState) {
        String value = filled(ofState.getExpression(), state);
        List<JsonNode> found = at(path, read(actual));
        if (found.isEmpty() || found.stream().anyMatch(each -> !each.asText().equals(value))) {
          differences.add(
              "%s is %s, but %s is %s".formatted(path, found, ofState.getExpression(), value));
        }
      }
    });
    return differences;
  }

  private static String filled(String expression, Map<?, ?> state) {
    return VARIABLE
        .matcher(expression)
        .replaceAll(variable -> String.valueOf(state.get(variable.group(1))));
  }

  private static List<JsonNode> at(String path, JsonNode body) {
    List<JsonNode> here = List.of(body);
    for (MatchResult step : STEP.matcher(path).results().toList()) {
      here = here.stream().flatMap(node -> below(node, step)).toList();
    }
    return here;
  }

  private static Stream<JsonNode> below(JsonNode node, MatchResult step) {
    if ("*".equals(step.group(2))) {
      return StreamSupport.stream(node.spliterator(), false);
    }
    JsonNode one =
        step.group(1) == null
            ? node.path(Integer.parseInt(step.group(2)))
            : node.path(step.group(1));
    return one.isMissingNode() ? Stream.empty() : Stream.of(one);
  }

  private static JsonNode read(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
