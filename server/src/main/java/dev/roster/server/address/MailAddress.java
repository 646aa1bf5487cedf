package dev.roster.server.address;

import dev.roster.server.failure.MalformedException;
import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An e-mail address that mail can reach: an {@code addr-spec} of RFC 5322 without comments and
 * control characters, with the letters of RFC 6532 before the {@code @}, and behind it a domain
 * that IDNA 2008 takes or an address in brackets. Every address that enters the server is read
 * here; the API asks for more, as Django does.
 *
 * @param localPart what stands before the last {@code @}, as typed
 * @param domain as typed if it is ASCII, else with A-labels; a domain name or an address in
 *     brackets
 */
public record MailAddress(String localPart, String domain) {
  /** RFC 5321 4.5.3.1: 64 before the sign, 255 behind it. */
  private static final int LONGEST = 320;

  /** RFC 6532; which of them can be seen is asked of {@link HiddenCharacters}. */
  private static final String VISIBLE = "[^\\x00-\\x7f\\p{Z}]";

  private static final String ATOM = "(?:[-!#$%&'*+/=?^_`{}|~0-9A-Za-z]|" + VISIBLE + ")++";
  private static final Pattern DOT_ATOM = Pattern.compile(ATOM + "(?:\\." + ATOM + ")*+");
  private static final Pattern QUOTED =
      Pattern.compile("\"(?:[ !#-\\[\\]-~]|" + VISIBLE + "|\\\\[\\x20-\\x7e])*+\"");

  private static final Pattern LITERAL = Pattern.compile("\\[((?i:IPv6):)?([A-Fa-f0-9:.]+)\\]");

  /**
   * Reads an address without blanks around it.
   *
   * @throws MalformedException with a reason that completes a sentence about the address
   */
  public static MailAddress parse(String text) {
    int at = text.lastIndexOf('@');
    if (at < 0) {
      throw new MalformedException("has no @");
    }
    if (text.codePointCount(0, text.length()) > LONGEST) {
      throw new MalformedException("has more than " + LONGEST + " characters");
    }
    String local = text.substring(0, at);
    if (!isLocalPart(local)) {
      throw new MalformedException(
          "is not a bare address like ada@example.org: its part before the @ is not valid");
    }
    return new MailAddress(
        local,
        mailDomain(text.substring(at + 1))
            .orElseThrow(() -> new MalformedException("has no valid domain behind the @")));
  }

  /** The address, empty if mail cannot reach it. */
  public static Optional<MailAddress> of(String text) {
    try {
      return Optional.of(parse(text));
    } catch (MalformedException none) {
      return Optional.empty();
    }
  }

  private static boolean isLocalPart(String text) {
    return (DOT_ATOM.matcher(text).matches() || QUOTED.matcher(text).matches())
        && text.codePoints().noneMatch(HiddenCharacters::includes);
  }

  private static Optional<String> mailDomain(String domain) {
    Matcher literal = LITERAL.matcher(domain);
    if (literal.matches()) {
      return literal(literal).map(_ -> domain);
    }
    return DomainName.parse(domain)
        .filter(name -> !name.endsInNumber())
        .map(name -> name.inMail(domain));
  }

  /** The address in brackets in its one form; the tag goes with IPv6 only. */
  private static Optional<String> literal(Matcher brackets) {
    boolean tagged = brackets.group(1) != null;
    return Optional.of(brackets.group(2))
        .filter(address -> !tagged || IpAddress.isV6(address))
        .flatMap(IpAddress::canonical)
        .map(address -> address.contains(":") ? "[ipv6:" + address + "]" : "[" + address + "]");
  }

  /** The address with a domain in ASCII; an {@code addr-spec} of RFC 5322 if the rest is ASCII. */
  public String withALabels() {
    return localPart + "@" + domain;
  }

  /** The address with a domain in ASCII if mail can reach it, else unchanged. */
  public static String withALabels(String text) {
    // what is ASCII has them already, as nearly every address
    return DomainName.isAscii(text) ? text : of(text).map(MailAddress::withALabels).orElse(text);
  }

  /**
   * The text that two spellings of one address share, and no two addresses; the key of a key is
   * itself. Of a local part, only the case of ASCII letters, its composition and needless quotes
   * make no difference. What is no address has a key as well, since it may be stored.
   */
  public static String key(String text) {
    int at = text.lastIndexOf('@');
    if (at < 0) {
      return lowered(composed(text));
    }
    String local = composed(text.substring(0, at));
    return lowered(unquoted(local)) + "@" + domainKey(text.substring(at + 1));
  }

  /** Of the domain as typed, since that is the one that mail is sent to. */
  private static String domainKey(String typed) {
    Matcher literal = LITERAL.matcher(typed);
    if (literal.matches()) {
      return literal(literal).orElseGet(() -> lowerAscii(typed));
    }
    return DomainName.parse(typed).map(DomainName::ascii).orElseGet(() -> lowerAscii(typed));
  }

  /** RFC 5321 4.1.2: quotes and backslashes that nothing needs are no part of the address. */
  private static String unquoted(String local) {
    if (!QUOTED.matcher(local).matches()) {
      return local;
    }
    String content = local.substring(1, local.length() - 1).replaceAll("\\\\(.)", "$1");
    return DOT_ATOM.matcher(content).matches()
        ? content
        : '"' + content.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** Composed once more: J and a caron are two characters, j and a caron are one. */
  private static String lowered(String normal) {
    return composed(lowerAscii(normal));
  }

  /** NFC, except that no other letter becomes an ASCII one: the Kelvin sign is not K. */
  private static String composed(String text) {
    StringBuilder composed = new StringBuilder(text.length());
    int begin = 0;
    for (int i = 0; i < text.length(); i++) {
      String letter = text.substring(i, i + 1);
      if (letter.charAt(0) >= 0x80 && nfc(letter).charAt(0) < 0x80) {
        composed.append(nfc(text.substring(begin, i))).append(letter);
        begin = i + 1;
      }
    }
    return composed.append(nfc(text.substring(begin))).toString();
  }

  private static String nfc(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  private static String lowerAscii(String text) {
    StringBuilder lower = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      lower.append(c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c);
    }
    return lower.toString();
  }
}
