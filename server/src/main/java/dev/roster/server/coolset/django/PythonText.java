package dev.roster.server.coolset.django;

import dev.roster.server.address.Blanks;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;

/** Python's whitespace, {@code str.strip()} and {@code int("...")}. */
final class PythonText {
  /** {@code sys.set_int_max_str_digits}: longer numbers are refused by {@code int()}. */
  static final int MAX_DIGITS = 4300;

  private PythonText() {}

  /** {@code str.isspace} of one character, which is also {@code \s} of a regular expression. */
  static boolean isSpace(int c) {
    return Blanks.isBlank(c);
  }

  /** The whitespace that {@code int()} skips: of ASCII only that of C. */
  private static boolean isIntSpace(int c) {
    return isSpace(c) && (c < 0x1c || c > 0x1f);
  }

  /** {@code str.strip()}. */
  static String strip(String text) {
    return Blanks.strip(text);
  }

  /** {@code str.strip(",")}. */
  static String stripCommas(String text) {
    return strip(text, c -> c == ',');
  }

  private static String strip(String text, IntPredicate stripped) {
    int begin = 0;
    int end = text.length();
    while (begin < end && stripped.test(text.charAt(begin))) {
      begin++;
    }
    while (end > begin && stripped.test(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(begin, end);
  }

  /**
   * {@code int(text)}, empty where Python raises ValueError: blanks around it, a sign, digits of
   * any script, single underscores between digits.
   */
  static Optional<BigInteger> toInt(String text) {
    String stripped = strip(text, PythonText::isIntSpace);
    StringBuilder digits = new StringBuilder();
    int i = 0;
    boolean negative = stripped.startsWith("-");
    if (negative || stripped.startsWith("+")) {
      i = 1;
    }
    boolean underscoreAllowed = false;
    while (i < stripped.length()) {
      int c = stripped.codePointAt(i);
      i += Character.charCount(c);
      int digit = digit(c);
      if (digit >= 0) {
        digits.append((char) ('0' + digit));
        underscoreAllowed = true;
      } else if (c == '_' && underscoreAllowed && i < stripped.length()) {
        underscoreAllowed = false;
      } else {
        return Optional.empty();
      }
    }
    if (digits.isEmpty() || digits.length() > MAX_DIGITS) {
      return Optional.empty();
    }
    BigInteger value = new BigInteger(digits.toString());
    return Optional.of(negative ? value.negate() : value);
  }

  /** The value of a decimal digit of any script, -1 for another character. */
  static int digit(int c) {
    return Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER ? Character.digit(c, 10) : -1;
  }

  /**
   * {@code repr(float)}: the shortest digits that mean this number, with an exponent from 1e16 on.
   */
  static String ofFloat(double value) {
    if (Double.isInfinite(value)) {
      return value < 0 ? "-inf" : "inf";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0.0" : "0.0";
    }
    BigDecimal shortest = shortest(Math.abs(value)).stripTrailingZeros();
    String digits = shortest.unscaledValue().toString();
    int exponent = digits.length() - 1 - shortest.scale();
    String sign = value < 0 ? "-" : "";
    if (exponent < -4 || exponent >= 16) {
      String mantissa =
          digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
      return String.format(
          Locale.ROOT, "%s%se%s%02d", sign, mantissa, exponent < 0 ? "-" : "+", Math.abs(exponent));
    }
    String plain = shortest.toPlainString();
    return sign + (plain.contains(".") ? plain : plain + ".0");
  }

  /** As {@link Double#toString(double)}, which however always writes two digits. */
  private static BigDecimal shortest(double value) {
    BigDecimal twoDigits = new BigDecimal(Double.toString(value));
    if (twoDigits.precision() == 2) {
      BigDecimal one = twoDigits.round(new MathContext(1));
      return one.doubleValue() == value ? one : twoDigits;
    }
    return twoDigits;
  }
}
