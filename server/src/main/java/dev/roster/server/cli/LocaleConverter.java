package dev.roster.server.cli;

import dev.roster.server.address.LanguageTag;
import dev.roster.server.mail.Language;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a locale by its BCP 47 tag, which must be in a language that mail speaks. */
final class LocaleConverter implements ITypeConverter<String> {
  @Override
  public String convert(String text) {
    return LanguageTag.of(text)
        .filter(tag -> Language.speaks(tag.locale()))
        .map(LanguageTag::text)
        .orElseThrow(() -> notSupported(text));
  }

  private static TypeConversionException notSupported(String text) {
    String spoken =
        Arrays.stream(Language.values()).map(Language::tag).collect(Collectors.joining(" or "));
    return new TypeConversionException(
        "'"
            + Printable.of(text)
            + "' is not supported; give "
            + spoken
            + ", with or without a country as in nl-BE");
  }
}
