package dev.roster.alignment.pact;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The members of a body in a pact, each with the values that it may have: {@code $.id is an
 * integer}, {@code $.type = "trial"}, {@code $.email = ${invited_email}}, {@code $.next ~
 * https?://.+}.
 */
final class MatchedBody {
  private static final Pattern STEP =
      Pattern.compile("\\.([^.\\[\\]]+)|\\['([^']+)']|\\[(\\d+|\\*)]");

  private final JsonNode rules;
  private final JsonNode generators;
  private final Set<String> facts = new LinkedHashSet<>();

  private MatchedBody(JsonNode rules, JsonNode generators) {
    this.rules = rules;
    this.generators = generators;
  }

  /**
   * @param part the request or the response of an interaction
   */
  static Set<String> facts(JsonNode part) {
    MatchedBody body = new MatchedBody(part.at("/matchingRules/body"), part.at("/generators/body"));
    JsonNode content = part.at("/body/content");
    if (!content.isMissingNode()) {
      body.add("$", content);
    }
    body.addUnused();
    return body.facts;
  }

  private void add(String path, JsonNode value) {
    List<String> own = rulesAt(path);
    own.stream()
        .flatMap(rule -> rules.get(rule).path("matchers").valueStream())
        .forEach(matcher -> facts.add(path + Matching.words(matcher, value, value(path, value))));
    if (own.isEmpty() && (value.isValueNode() || value.isEmpty())) {
      facts.add(path + inherited(path, value).orElse(" = " + value(path, value)));
    }
    if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        add(path + "[" + i + "]", value.get(i));
      }
    }
    value.properties().forEach(member -> add(path + "." + member.getKey(), member.getValue()));
  }

  /** The expression of the state that gives a value, else the value. */
  private String value(String path, JsonNode value) {
    for (Map.Entry<String, JsonNode> each : generators.properties()) {
      if (isAt(each.getKey(), path)) {
        return each.getValue().path("expression").asText(each.getValue().toString());
      }
    }
    return value.toString();
  }

  /** A rule for the type of a member is one for all that is in it, by the rules of Pact. */
  private Optional<String> inherited(String path, JsonNode value) {
    for (String above = parent(path); !above.isEmpty(); above = parent(above)) {
      for (String rule : rulesAt(above)) {
        if (rules.get(rule).findValuesAsText("match").contains("type")) {
          return Optional.of(Matching.type(value) + ", by " + rule);
        }
      }
    }
    return Optional.empty();
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
  }

  private List<String> rulesAt(String path) {
    return rules.properties().stream()
        .map(Map.Entry::getKey)
        .filter(rule -> isAt(rule, path))
        .toList();
  }

  /** The rules for what the example lacks. */
  private void addUnused() {
    rules
        .properties()
        .forEach(rule -> {
          if (facts.stream().noneMatch(fact -> isAt(rule.getKey(), fact.split(" ", 2)[0]))) {
            facts.add(rule.getKey() + " by " + rule.getValue().path("matchers"));
          }
        });
  }

  /** True if a path with wildcards leads to the path of a member. */
  private static boolean isAt(String rule, String path) {
    if (!rule.contains("[*]") && !rule.contains("['")) {
      return rule.equals(path);
    }
    Matcher wanted = STEP.matcher(rule);
    Matcher found = STEP.matcher(path);
    while (wanted.find()) {
      if (!found.find() || !same(wanted, found)) {
        return false;
      }
    }
    return !found.find();
  }

  private static boolean same(Matcher wanted, Matcher found) {
    if (wanted.group(3) != null) {
      return found.group(3) != null
          && (wanted.group(3).equals("*") || wanted.group(3).equals(found.group(3)));
    }
    return name(wanted).equals(name(found));
  }

  private static String name(Matcher step) {
    String name = step.group(1) != null ? step.group(1) : step.group(2);
    return name == null ? "" : name;
  }
}
