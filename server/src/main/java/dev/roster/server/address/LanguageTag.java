package dev.roster.server.address;

import dev.roster.server.failure.MalformedException;
import java.util.Arrays;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A language tag of BCP 47 in its canonical form: letter case as usual, hyphens, and the short code
 * of a language that has one, so that {@code nl_NL} is {@code nl-NL} and {@code nld} is {@code nl}.
 * It names a language always. Every tag that enters the server is read here.
 */
public record LanguageTag(String text) {
  /** The codes of two letters by those of three (ISO 639-2/T). */
  private static final Map<String, String> SHORT =
      Arrays.stream(Locale.getISOLanguages())
          .collect(
              Collectors.toUnmodifiableMap(
                  code -> Locale.of(code).getISO3Language(),
                  code -> Locale.of(code).getLanguage(),
                  (one, _) -> one));

  /**
   * Reads a tag, also one with underscores.
   *
   * @throws MalformedException with a reason that completes a sentence about the tag
   */
  public static LanguageTag parse(String text) {
    Locale.Builder builder = new Locale.Builder();
    try {
      builder.setLanguageTag(text.replace('_', '-'));
    } catch (IllformedLocaleException malformed) {
      throw new MalformedException("is not a language tag like nl-NL", malformed);
    }
    String language = builder.build().getLanguage();
    if (language.isEmpty()) {
      throw new MalformedException("names no language; a language tag is like nl-NL");
    }
    return new LanguageTag(
        builder.setLanguage(SHORT.getOrDefault(language, language)).build().toLanguageTag());
  }

  /** The tag, empty if the text is none or names no language. */
  public static Optional<LanguageTag> of(String text) {
    try {
      return Optional.of(parse(text));
    } catch (MalformedException none) {
      return Optional.empty();
    }
  }

  public Locale locale() {
    return Locale.forLanguageTag(text);
  }

  /** The name of language and country in English. */
  public String inEnglish() {
    return locale().getDisplayName(Locale.ENGLISH);
  }
}
