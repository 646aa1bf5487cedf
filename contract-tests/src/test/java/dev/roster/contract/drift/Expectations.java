package dev.roster.contract.drift;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.roster.contract.alignment.Leg;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What is known beforehand: which leg sees a change of a document, and which change none sees. */
final class Expectations {
  /**
   * A rule for changes.
   *
   * @param ids a regular expression for their ids
   * @param leg the leg that sees them; null for none
   * @param because the reason
   */
  record Rule(String ids, String leg, String because) {
    boolean isAbout(String id) {
      return id.matches(ids);
    }
  }

  private final List<Rule> rules;

  Expectations(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  static Expectations read() throws IOException {
    try (InputStream in = Expectations.class.getResourceAsStream("/drift/expectations.yaml")) {
      return new Expectations(
          new YAMLMapper().readValue(Objects.requireNonNull(in), new TypeReference<>() {}));
    }
  }

  List<Rule> rules() {
    return rules;
  }

  /** The leg that should see a change. */
  Leg leg(String id, Leg usual) {
    return rules.stream()
        .filter(rule -> rule.leg() != null && rule.isAbout(id))
        .findFirst()
        .map(rule -> Leg.ofKey(rule.leg()))
        .orElse(usual);
  }

  /** Why no leg sees a change, if there is a reason. */
  Optional<String> reason(String id) {
    return rules.stream()
        .filter(rule -> rule.leg() == null && rule.isAbout(id))
        .findFirst()
        .map(Rule::because);
  }
}
