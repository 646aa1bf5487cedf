package dev.roster.alignment.mutation;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.roster.alignment.check.Leg;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known beforehand: which leg sees a change of a document, and which change none sees. */
public final class Expectations {
  /**
   * A rule for changes.
   *
   * @param ids a regular expression for their ids
   * @param leg the key of the leg that sees them; null for none
   * @param because the reason
   */
  public record Rule(String ids, @Nullable String leg, String because) {
    public boolean isAbout(String id) {
      return id.matches(ids);
    }
  }

  private final List<Rule> rules;

  Expectations(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /** The rules of a file. */
  public static Expectations read(URL file) throws IOException {
    try (InputStream in = file.openStream()) {
      return new Expectations(new YAMLMapper().readValue(in, new TypeReference<>() {}));
    }
  }

  public List<Rule> rules() {
    return rules;
  }

  /** The leg that should see a change. */
  Leg leg(String id, Leg usual) {
    for (Rule rule : rules) {
      if (rule.leg() != null && rule.isAbout(id)) {
        return Leg.ofKey(rule.leg());
      }
    }
    return usual;
  }

  /** Why no leg sees a change, if there is a reason. */
  public Optional<String> reason(String id) {
    return rules.stream()
        .filter(rule -> rule.leg() == null && rule.isAbout(id))
        .findFirst()
        .map(Rule::because);
  }
}
