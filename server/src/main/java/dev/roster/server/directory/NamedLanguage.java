package dev.roster.server.directory;

import dev.roster.server.address.LanguageTag;
import java.util.Optional;

/**
 * A language with its name.
 *
 * @param code its tag in the canonical form
 * @param name in English
 */
public record NamedLanguage(String code, String name) {
  /** The language of a tag, empty for what names none. */
  static Optional<NamedLanguage> of(String tag) {
    return LanguageTag.of(tag).map(parsed -> new NamedLanguage(parsed.text(), parsed.inEnglish()));
  }
}
