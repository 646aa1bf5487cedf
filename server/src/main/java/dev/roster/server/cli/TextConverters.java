package dev.roster.server.cli;

import dev.roster.server.address.Blanks;
import dev.roster.server.address.HiddenCharacters;
import dev.roster.server.directory.Countries;
import dev.roster.server.directory.Country;
import dev.roster.server.directory.EmailAddress;
import dev.roster.server.directory.VisibleName;
import dev.roster.server.failure.MalformedException;
import java.util.OptionalInt;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Converters for texts that commands store, so that an invalid one is refused before anything
 * starts.
 */
final class TextConverters {
  private static final int LONGEST_SUBJECT = 255;

  private TextConverters() {}

  private static <T> T read(String text, Function<String, T> rule) {
    try {
      return rule.apply(text);
    } catch (MalformedException wrong) {
      throw new TypeConversionException("'" + Printable.of(text) + "' " + wrong.getMessage());
    }
  }

  /** A name of a company, a tenant or a person. */
  static final class Name implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      return read(text, VisibleName::parse);
    }
  }

  /** A note about a token or key, as free text. */
  static final class Label implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      return read(text, Label::checked);
    }

    private static String checked(String label) {
      if (label.codePointCount(0, label.length()) > VisibleName.LONGEST) {
        throw new MalformedException("has more than " + VisibleName.LONGEST + " characters");
      }
      return label;
    }
  }

  /** An e-mail address that mail can reach. */
  static final class Address implements ITypeConverter<EmailAddress> {
    @Override
    public EmailAddress convert(String text) {
      return read(text, EmailAddress::parse);
    }
  }

  /** The address of a user who may be there, as it is stored; a lookup needs no other rule. */
  static final class KnownAddress implements ITypeConverter<EmailAddress> {
    @Override
    public EmailAddress convert(String text) {
      return new EmailAddress(Blanks.strip(text));
    }
  }

  /** A country by its code. */
  static final class CountryCode implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      return read(
          text,
          code ->
              Countries.load()
                  .find(code)
                  .map(Country::alpha2)
                  .orElseThrow(
                      () -> new MalformedException("is no country of ISO 3166-1, such as NL")));
    }
  }

  /** The subject that an identity provider has for a user, to the letter. */
  static final class Subject implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      return read(text, Subject::checked);
    }

    private static String checked(String subject) {
      OptionalInt hidden = subject.codePoints().filter(HiddenCharacters::includes).findFirst();
      if (hidden.isPresent()) {
        throw new MalformedException(
            "holds the invisible character U+%04X".formatted(hidden.getAsInt()));
      }
      if (!Blanks.strip(subject).equals(subject)) {
        throw new MalformedException("has blanks around it, which no import keeps");
      }
      if (subject.length() > LONGEST_SUBJECT) {
        throw new MalformedException("has more than " + LONGEST_SUBJECT + " characters");
      }
      return subject;
    }
  }
}
