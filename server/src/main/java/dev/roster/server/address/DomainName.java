package dev.roster.server.address;

import com.ibm.icu.text.IDNA;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A domain name of the DNS in its one ASCII form: lower-case labels of letters, digits and hyphens,
 * with A-labels for labels of other letters. IDNA 2008 by the non-transitional processing of UTS
 * 46, with its checks of joiners, of bidirectional labels, of hyphens and of lengths
 * (docs/addresses.md).
 *
 * @param ascii never ends with a dot
 */
public record DomainName(String ascii) {
  private static final int LONGEST = 253;
  private static final String A_LABEL = "xn--";
  private static final String LDH = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
  private static final Pattern NAME = Pattern.compile(LDH + "(?:\\." + LDH + ")*+");

  /** Hyphens in the third and fourth place are reserved for A-labels. */
  private static final Pattern RESERVED = Pattern.compile("(?:^|\\.)[^.]{2}--");

  private static final Pattern ENDS_IN_NUMBER = Pattern.compile("(?:^|\\.)(?:[0-9]+|0x[0-9a-f]*)$");

  /** ICU's tables are read at the first name that needs them; names in plain ASCII never do. */
  private static final class Unicode {
    private static final IDNA UTS46 =
        IDNA.getUTS46Instance(
            IDNA.NONTRANSITIONAL_TO_ASCII
                | IDNA.USE_STD3_RULES
                | IDNA.CHECK_BIDI
                | IDNA.CHECK_CONTEXTJ);
  }

  /** The name in its ASCII form, empty if it is none; a dot at the end makes it none. */
  public static Optional<DomainName> parse(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    boolean plain = isAscii(text) && !lower.contains(A_LABEL);
    return plain ? named(lower).filter(name -> !isReserved(lower)) : international(text);
  }

  /**
   * A name that becomes another one when its marks are composed or taken apart (a few Greek ones
   * do) is none: programs on the way to the DNS do either, and would disagree about whom it names.
   */
  private static Optional<DomainName> international(String text) {
    Optional<DomainName> name = uts46(text);
    return Stream.of(Normalizer.Form.NFC, Normalizer.Form.NFD)
            .map(form -> Normalizer.normalize(text, form))
            .allMatch(other -> other.equals(text) || uts46(other).equals(name))
        ? name
        : Optional.empty();
  }

  private static Optional<DomainName> uts46(String text) {
    IDNA.Info faults = new IDNA.Info();
    StringBuilder ascii = new StringBuilder();
    Unicode.UTS46.nameToASCII(text, ascii, faults);
    return faults.hasErrors() ? Optional.empty() : named(ascii.toString());
  }

  private static Optional<DomainName> named(String ascii) {
    return ascii.length() <= LONGEST && NAME.matcher(ascii).matches()
        ? Optional.of(new DomainName(ascii))
        : Optional.empty();
  }

  private static boolean isReserved(String lower) {
    return RESERVED.matcher(lower).find();
  }

  /**
   * The name as mail is sent to it and as the contracts show it: as typed if that is ASCII, else
   * with A-labels.
   *
   * @param typed the text that was parsed
   */
  String inMail(String typed) {
    return isAscii(typed) ? typed : ascii;
  }

  /** Reports whether it looks like an IPv4 address in one of its many spellings. */
  public boolean endsInNumber() {
    return ENDS_IN_NUMBER.matcher(ascii).find();
  }

  static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  @Override
  public String toString() {
    return ascii;
  }
}
