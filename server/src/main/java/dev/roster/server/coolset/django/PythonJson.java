package dev.roster.server.coolset.django;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON like {@code json.loads} of Python 3.11 as Django REST Framework calls it, error texts
 * included: clients see them, so a JSON library with texts of its own would not do.
 *
 * <p>Values are String, BigInteger, Double, Boolean, List, Map and null. Texts may hold lone
 * surrogates, as in Python. Positions count code points.
 */
final class PythonJson {
  /** Deeper nesting is refused, where Python stops at its recursion limit. */
  private static final int MAX_DEPTH = 900;

  private final int[] text;
  private int position;
  private int depth;

  private PythonJson(int[] text) {
    this.text = text;
  }

  /** Reads one value, with nothing but blanks around it. */
  static @Nullable Object parse(String text) throws JsonParseException {
    PythonJson json = new PythonJson(text.codePoints().toArray());
    if (text.startsWith("\ufeff")) {
      throw json.error("Unexpected UTF-8 BOM (decode using utf-8-sig)", 0);
    }
    json.skipBlanks();
    Object value = json.value();
    json.skipBlanks();
    if (json.position < json.text.length) {
      throw json.error("Extra data", json.position);
    }
    return value;
  }

  /** The name of the value's type in Python. */
  static String typeName(@Nullable Object value) {
    return switch (value) {
      case null -> "NoneType";
      case String _ -> "str";
      case BigInteger _ -> "int";
      case Double _ -> "float";
      case Boolean _ -> "bool";
      case List<?> _ -> "list";
      default -> "dict";
    };
  }

  private @Nullable Object value() throws JsonParseException {
    int begin = position;
    int first = peek();
    switch (first) {
      case '"':
        position++;
        return string(begin);
      case '{':
        return nested(this::object);
      case '[':
        return nested(this::array);
      default:
        break;
    }
    if (takes("null")) {
      return null;
    }
    if (takes("true")) {
      return true;
    }
    if (takes("false")) {
      return false;
    }
    for (String constant : List.of("NaN", "Infinity", "-Infinity")) {
      if (takes(constant)) {
        throw new JsonParseException(
            "Out of range float values are not JSON compliant: '" + constant + "'");
      }
    }
    return number(begin);
  }

  private interface Reading<T> {
    T read() throws JsonParseException;
  }

  private <T> T nested(Reading<T> reading) throws JsonParseException {
    if (++depth > MAX_DEPTH) {
      throw new JsonParseException("maximum recursion depth exceeded");
    }
    position++;
    T value = reading.read();
    depth--;
    return value;
  }

  private Map<String, @Nullable Object> object() throws JsonParseException {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    skipBlanks();
    if (peek() == '}') {
      position++;
      return members;
    }
    while (true) {
      if (peek() != '"') {
        throw error("Expecting property name enclosed in double quotes", position);
      }
      position++;
      String name = string(position - 1);
      skipBlanks();
      if (peek() != ':') {
        throw error("Expecting ':' delimiter", position);
      }
      position++;
      skipBlanks();
      members.put(name, value());
      skipBlanks();
      if (peek() == '}') {
        position++;
        return members;
      }
      comma();
    }
  }

  private List<@Nullable Object> array() throws JsonParseException {
    List<@Nullable Object> items = new ArrayList<>();
    skipBlanks();
    if (peek() == ']') {
      position++;
      return items;
    }
    while (true) {
      items.add(value());
      skipBlanks();
      if (peek() == ']') {
        position++;
        return items;
      }
      comma();
    }
  }

  private void comma() throws JsonParseException {
    if (peek() != ',') {
      throw error("Expecting ',' delimiter", position);
    }
    position++;
    skipBlanks();
  }

  /** Reads the rest of a string; {@code begin} is where its opening quote stands. */
  private String string(int begin) throws JsonParseException {
    StringBuilder value = new StringBuilder();
    while (true) {
      int c = peek();
      position++;
      if (c < 0) {
        throw error("Unterminated string starting at", begin);
      } else if (c == '"') {
        return value.toString();
      } else if (c == '\\') {
        escape(begin, value);
      } else if (c <= 0x1f) {
        throw error("Invalid control character at", position - 1);
      } else {
        value.appendCodePoint(c);
      }
    }
  }

  private void escape(int begin, StringBuilder value) throws JsonParseException {
    int c = peek();
    position++;
    switch (c) {
      case -1 -> throw error("Unterminated string starting at", begin);
      case '"', '\\', '/' -> value.append((char) c);
      case 'b' -> value.append('\b');
      case 'f' -> value.append('\f');
      case 'n' -> value.append('\n');
      case 'r' -> value.append('\r');
      case 't' -> value.append('\t');
      case 'u' -> value.append(hexDigits());
      default -> throw error("Invalid \\escape", position - 2);
    }
  }

  /**
   * Four hexadecimal digits make one UTF-16 unit; two neighbouring surrogates join by themselves.
   * Python asks for one more character behind the digits.
   */
  private char hexDigits() throws JsonParseException {
    int begin = position;
    if (begin + 4 >= text.length) {
      throw error("Invalid \\uXXXX escape", begin - 1);
    }
    int unit = 0;
    for (; position < begin + 4; position++) {
      int digit = text[position] < 0x80 ? Character.digit(text[position], 16) : -1;
      if (digit < 0) {
        throw error("Invalid \\uXXXX escape", begin - 1);
      }
      unit = unit << 4 | digit;
    }
    return (char) unit;
  }

  private Object number(int begin) throws JsonParseException {
    int at = begin;
    if (at < text.length && text[at] == '-') {
      at++;
    }
    int firstDigit = at;
    if (isDigit(at) && text[at] != '0') {
      at = skipDigits(at);
    } else if (isDigit(at)) {
      at++;
    } else {
      throw error("Expecting value", begin);
    }
    int digits = at - firstDigit;
    boolean isFloat = false;
    if (at < text.length && text[at] == '.' && isDigit(at + 1)) {
      isFloat = true;
      at = skipDigits(at + 1);
    }
    if (at < text.length && (text[at] == 'e' || text[at] == 'E')) {
      int exponent = at + 1;
      if (exponent < text.length && (text[exponent] == '+' || text[exponent] == '-')) {
        exponent++;
      }
      if (isDigit(exponent)) {
        isFloat = true;
        at = skipDigits(exponent);
      }
    }
    position = at;
    String literal = new String(text, begin, at - begin);
    if (isFloat) {
      return Double.valueOf(literal);
    }
    if (digits > PythonText.MAX_DIGITS) {
      throw new JsonParseException(
          "Exceeds the limit ("
              + PythonText.MAX_DIGITS
              + " digits) for integer string conversion: value has "
              + digits
              + " digits; use sys.set_int_max_str_digits() to increase the limit");
    }
    return new BigInteger(literal);
  }

  private boolean isDigit(int at) {
    return at < text.length && text[at] >= '0' && text[at] <= '9';
  }

  private int skipDigits(int from) {
    int at = from;
    while (isDigit(at)) {
      at++;
    }
    return at;
  }

  private int peek() {
    return position < text.length ? text[position] : -1;
  }

  private boolean takes(String word) {
    if (position + word.length() > text.length) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (text[position + i] != word.charAt(i)) {
        return false;
      }
    }
    position += word.length();
    return true;
  }

  private void skipBlanks() {
    while (position < text.length && " \t\n\r".indexOf(text[position]) >= 0) {
      position++;
    }
  }

  private JsonParseException error(String message, int at) {
    int line = 1;
    int lineBegin = 0;
    for (int i = 0; i < at && i < text.length; i++) {
      if (text[i] == '\n') {
        line++;
        lineBegin = i + 1;
      }
    }
    return new JsonParseException(
        "%s: line %s column %s (char %s)".formatted(message, line, at - lineBegin + 1, at));
  }
}
