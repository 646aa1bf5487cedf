package dev.roster.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** axe-core, as scripts for a page. */
final class Axe {
  /** The program. */
  static final String SOURCE = source();

  /** Looks at what a selector finds: how many rules hold, and what breaks the others. */
  static final String RUN =
      """
      axe.run('%s', {rules: {'target-size': {enabled: true}}, resultTypes: ['violations']})
        .then(r => ({passes: r.passes.length, violations: r.violations.map(v =>
          v.id + ': ' + v.help + ' ' + v.nodes.map(n => n.html + ' ' + n.failureSummary).join(' | '))}))
      """;

  private Axe() {}

  private static String source() {
    try (InputStream in = Axe.class.getResourceAsStream("/axe.min.js")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
