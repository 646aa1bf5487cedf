package dev.roster.server.cli;

import dev.roster.server.mail.Language;
import java.util.Arrays;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a locale by its BCP 47 tag, which must be in a language that mail speaks. */
final class LocaleTag implements ITypeConverter<String> {
  @Override
  public String convert(String text) {
    try {
      Locale locale = new Locale.Builder().setLanguageTag(text).build();
      if (Language.speaks(locale)) {
        return locale.toLanguageTag();
      }
    } catch (IllformedLocaleException malformed) {
      // said below
    }
    String spoken =
        Arrays.stream(Language.values()).map(Language::tag).collect(Collectors.joining(" or "));
    throw new TypeConversionException(
        "'"
            + Printable.of(text)
            + "' is not supported; give "
            + spoken
            + ", with or without a country as in nl-BE");
  }
}
