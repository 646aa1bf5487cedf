package dev.roster.alignment.mutation;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.roster.alignment.check.Check;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Known outcomes: the check that must kill a mutant, and the mutants that none can kill. */
final class Expectations {
  /**
   * A rule for changes.
   *
   * @param ids a regular expression for their ids
   * @param check the key of the check that sees them; null for none
   * @param because the reason
   */
  record Rule(String ids, @Nullable String check, String because) {
    boolean isAbout(String id) {
      return id.matches(ids);
    }
  }

  private final List<Rule> rules;

  Expectations(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /** The rules of a file. */
  static Expectations read(URL file) throws IOException {
    try (InputStream in = file.openStream()) {
      return new Expectations(new YAMLMapper().readValue(in, new TypeReference<>() {}));
    }
  }

  List<Rule> rules() {
    return rules;
  }

  /** The check that should see a change. */
  Check check(String id, Check usual) {
    for (Rule rule : rules) {
      if (rule.check() != null && rule.isAbout(id)) {
        return Check.ofKey(rule.check());
      }
    }
    return usual;
  }

  /** Why no check sees a change, if there is a reason. */
  Optional<String> reason(String id) {
    return rules.stream()
        .filter(rule -> rule.check() == null && rule.isAbout(id))
        .findFirst()
        .map(Rule::because);
  }
}
