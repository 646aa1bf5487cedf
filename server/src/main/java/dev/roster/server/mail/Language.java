package dev.roster.server.mail;

import dev.roster.server.address.LanguageTag;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The languages that mail and pages for people speak. */
public enum Language {
  ENGLISH("en"),
  DUTCH("nl");

  private final Locale locale;

  Language(String tag) {
    this.locale = Locale.of(tag);
  }

  /** The language of a locale like {@code nl-BE}; English for any other, and for none. */
  public static Language of(@Nullable String tag) {
    Locale wanted =
        Optional.ofNullable(tag)
            .flatMap(LanguageTag::of)
            .map(LanguageTag::locale)
            .orElse(Locale.ROOT);
    return Arrays.stream(values())
        .filter(each -> each.tag().equals(wanted.getLanguage()))
        .findFirst()
        .orElse(ENGLISH);
  }

  /** Reports whether the locale is in one of the languages. */
  public static boolean speaks(Locale locale) {
    return Arrays.stream(values()).anyMatch(each -> each.tag().equals(locale.getLanguage()));
  }

  /** The preferred language of {@code Accept-Language}; English if it names none of them. */
  public static Language preferred(@Nullable String acceptLanguage) {
    if (acceptLanguage == null) {
      return ENGLISH;
    }
    try {
      List<Locale.LanguageRange> ranges = Locale.LanguageRange.parse(acceptLanguage);
      List<Locale> spoken = Arrays.stream(values()).map(Language::locale).toList();
      Locale best = Locale.lookup(ranges, spoken);
      return best == null ? ENGLISH : of(best.toLanguageTag());
    } catch (IllegalArgumentException malformed) {
      return ENGLISH;
    }
  }

  public String tag() {
    return locale.getLanguage();
  }

  public Locale locale() {
    return locale;
  }
}
