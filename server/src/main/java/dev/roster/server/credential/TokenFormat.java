package dev.roster.server.credential;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The format of tokens: {@code rst_live_}, a public id of 12 characters, {@code _}, a secret of 256
 * bits in 43 characters, and a CRC32 of all that in 6, in the 62 letters and digits of ASCII. The
 * prefix lets a scanner find a leaked token, the checksum lets anybody refuse a mistyped one
 * without asking the database. A token of any other form is opaque.
 */
public final class TokenFormat {
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int PUBLIC = 12;
  private static final int SECRET_BITS = 256;
  private static final int SECRET = 43;
  private static final int CHECKSUM = 6;
  private static final Pattern OURS = Pattern.compile("rst_(?:live|test)_.*", Pattern.DOTALL);
  private static final Pattern WELL_FORMED =
      Pattern.compile(
          // %s, since %d writes the digits of the JVM's locale, which no pattern is made of
          "((rst_(?:live|test)_[0-9A-Za-z]{%s})_[0-9A-Za-z]{%s})([0-9A-Za-z]{%s})"
              .formatted(PUBLIC, SECRET, CHECKSUM));

  private TokenFormat() {}

  /** A token that was never there before. */
  static String next(boolean test, SecureRandom random) {
    StringBuilder token = new StringBuilder(test ? "rst_test_" : "rst_live_");
    for (int i = 0; i < PUBLIC; i++) {
      token.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
    }
    token.append('_').append(digits(new BigInteger(SECRET_BITS, random), SECRET));
    return token.append(checksum(token.toString())).toString();
  }

  /** The part of a token that is no secret, prefix included; empty if it is not one of ours. */
  public static Optional<String> publicId(String token) {
    Matcher parts = WELL_FORMED.matcher(token);
    return parts.matches() && checksum(parts.group(1)).equals(parts.group(3))
        ? Optional.of(parts.group(2))
        : Optional.empty();
  }

  /** Reports whether the token has our prefix but not our checksum. */
  public static boolean isMistyped(String token) {
    return OURS.matcher(token).matches() && publicId(token).isEmpty();
  }

  private static String checksum(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.US_ASCII));
    return digits(BigInteger.valueOf(crc.getValue()), CHECKSUM);
  }

  private static String digits(BigInteger number, int width) {
    StringBuilder text = new StringBuilder(width);
    BigInteger rest = number;
    for (int i = 0; i < width; i++) {
      BigInteger[] split = rest.divideAndRemainder(BigInteger.valueOf(DIGITS.length()));
      text.append(DIGITS.charAt(split[1].intValue()));
      rest = split[0];
    }
    return text.reverse().toString();
  }
}
