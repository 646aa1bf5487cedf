package dev.roster.alignment.mutation;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
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

  /** The expectations of the authors of changes, one rule for each that names a check. */
  static Expectations of(List<CatalogueEntry> changes) {
    return new Expectations(
        changes.stream()
            .filter(change -> !change.check().isEmpty())
            .map(change ->
                new Rule(Pattern.quote(change.id()), change.check(), "its author says so"))
            .toList());
  }

  List<Rule> rules() {
    return rules;
  }

  /** The key of the check that should see a change, if a rule names one. */
  Optional<String> check(String id) {
    return rules.stream()
        .filter(rule -> rule.isAbout(id))
        .map(Rule::check)
        .filter(Objects::nonNull)
        .findFirst();
  }

  /** Why no check sees a change, if there is a reason. */
  Optional<String> reason(String id) {
    return rules.stream()
        .filter(rule -> rule.check() == null && rule.isAbout(id))
        .findFirst()
        .map(Rule::because);
  }
}
