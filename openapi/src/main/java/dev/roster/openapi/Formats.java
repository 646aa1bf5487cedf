package dev.roster.openapi;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The formats of texts that the documents use. */
final class Formats {
  private static final Pattern GUID =
      Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");
  private static final Pattern MOMENT =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[+-]\\d\\d:\\d\\d)");

  /**
   * An {@code addr-spec} of RFC 5322 3.4.1, without comments, folding and obsolete forms. Before
   * the sign it may have the letters of RFC 6532, since there is no other way to write such an
   * address; a domain always has one in ASCII.
   */
  private static final Pattern EMAIL;

  static {
    String letter = "[^\\x00-\\x7f\\p{Z}\\p{C}]";
    String atom = "[-!#$%&'*+/=?^_`{|}~0-9A-Za-z]";
    String local = "(?:" + atom + "|" + letter + ")++";
    String quoted = "\"(?:[ !#-\\[\\]-~]|" + letter + "|\\\\[ -~])*+\"";
    String literal = "\\[[!-Z^-~]*+]";
    EMAIL =
        Pattern.compile(
            "(?:%1$s(?:\\.%1$s)*+|%2$s)@(?:%3$s++(?:\\.%3$s++)*+|%4$s)"
                .formatted(local, quoted, atom, literal));
  }

  private static final Map<String, Predicate<String>> KNOWN =
      Map.of(
          "date-time",
          Formats::isMoment,
          "date",
          Formats::isDate,
          "uuid",
          GUID.asMatchPredicate(),
          "guid",
          GUID.asMatchPredicate(),
          "uri",
          Formats::isUri,
          "email",
          EMAIL.asMatchPredicate());

  private Formats() {}

  static boolean isKnown(String format) {
    return KNOWN.containsKey(format);
  }

  static boolean holds(String format, String text) {
    return KNOWN.getOrDefault(format, unknown -> false).test(text);
  }

  private static boolean isMoment(String text) {
    return MOMENT.matcher(text).matches() && isParsed(() -> OffsetDateTime.parse(text));
  }

  private static boolean isDate(String text) {
    return text.length() == "2000-01-01".length() && isParsed(() -> LocalDate.parse(text));
  }

  private static boolean isUri(String text) {
    try {
      return new URI(text).isAbsolute();
    } catch (URISyntaxException malformed) {
      return false;
    }
  }

  private static boolean isParsed(Runnable parse) {
    try {
      parse.run();
      return true;
    } catch (DateTimeException malformed) {
      return false;
    }
  }
}
