package dev.roster.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the JSON of the sandbox: objects are maps in their order, arrays lists, integers
 * {@link Long}, other numbers {@link Double}. So the testkit needs no library that the tests may
 * have in another version.
 */
final class Json {
  private static final int DEEPEST = 100;

  private final String text;
  private int at;
  private int depth;

  private Json(String text) {
    this.text = text;
  }

  /**
   * Reads an object.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  static Map<String, Object> object(String text) {
    Json json = new Json(text);
    Object value = json.value();
    json.skipBlanks();
    if (json.at < text.length() || !(value instanceof Map)) {
      throw json.malformed();
    }
    return members(value);
  }

  /** The members of an object that was read. */
  static Map<String, Object> members(@Nullable Object object) {
    Map<String, Object> members = new LinkedHashMap<>();
    if (object instanceof Map<?, ?> map) {
      map.forEach((name, value) -> members.put(String.valueOf(name), value));
    }
    return members;
  }

  private @Nullable Object value() {
    skipBlanks();
    char first = peek();
    if (first == '{' || first == '[') {
      if (++depth > DEEPEST) {
        throw malformed();
      }
      Object composed = first == '{' ? object() : array();
      depth--;
      return composed;
    }
    if (first == '"') {
      return string();
    }
    return literal();
  }

  private Map<String, @Nullable Object> object() {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    expect('{');
    if (isNext('}')) {
      return members;
    }
    do {
      skipBlanks();
      String name = string();
      skipBlanks();
      expect(':');
      members.put(name, value());
    } while (isNext(','));
    expect('}');
    return members;
  }

  private List<@Nullable Object> array() {
    List<@Nullable Object> elements = new ArrayList<>();
    expect('[');
    if (isNext(']')) {
      return elements;
    }
    do {
      elements.add(value());
    } while (isNext(','));
    expect(']');
    return elements;
  }

  private String string() {
    expect('"');
    StringBuilder read = new StringBuilder();
    for (char next = take(); next != '"'; next = take()) {
      read.append(next == '\\' ? escaped(take()) : next);
    }
    return read.toString();
  }

  private char escaped(char letter) {
    switch (letter) {
      case 'n':
        return '\n';
      case 't':
        return '\t';
      case 'r':
        return '\r';
      case 'b':
        return '\b';
      case 'f':
        return '\f';
      case 'u':
        at += 4;
        if (at > text.length()) {
          throw malformed();
        }
        try {
          return (char) Integer.parseInt(text.substring(at - 4, at), 16);
        } catch (NumberFormatException noCode) {
          throw malformed();
        }
      case '"', '\\', '/':
        return letter;
      default:
        throw malformed();
    }
  }

  private @Nullable Object literal() {
    int start = at;
    while (at < text.length() && ",:]}\" \t\r\n".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String word = text.substring(start, at);
    switch (word) {
      case "true":
        return true;
      case "false":
        return false;
      case "null":
        return null;
      default:
        return number(word);
    }
  }

  private Object number(String word) {
    try {
      if (word.matches("-?[0-9]+")) {
        return Long.valueOf(word);
      }
      if (word.matches("-?[0-9][-+.0-9eE]*")) {
        return Double.valueOf(word);
      }
    } catch (NumberFormatException noNumber) {
      throw malformed();
    }
    throw malformed();
  }

  private void skipBlanks() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  /** Skips blanks and the character, if it comes next. */
  private boolean isNext(char wanted) {
    skipBlanks();
    if (peek() != wanted) {
      return false;
    }
    at++;
    return true;
  }

  private void expect(char wanted) {
    if (take() != wanted) {
      throw malformed();
    }
  }

  private char peek() {
    if (at >= text.length()) {
      throw malformed();
    }
    return text.charAt(at);
  }

  private char take() {
    char next = peek();
    at++;
    return next;
  }

  private IllegalArgumentException malformed() {
    return new IllegalArgumentException("not JSON as expected, at character " + at);
  }

  /** Writes an object; a value is a string, a number, a truth value, null or an object. */
  static String write(Map<String, ?> members) {
    StringBuilder json = new StringBuilder("{");
    members.forEach((name, value) -> {
      json.append(json.length() > 1 ? "," : "").append(quoted(name)).append(':');
      json.append(written(value));
    });
    return json.append('}').toString();
  }

  private static String written(@Nullable Object value) {
    if (value instanceof Map<?, ?>) {
      return write(members(value));
    }
    return value == null || value instanceof Number || value instanceof Boolean
        ? String.valueOf(value)
        : quoted(value.toString());
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      if (each == '"' || each == '\\') {
        quoted.append('\\').append(each);
      } else if (each < ' ' || Character.isSurrogate(each)) {
        quoted.append(String.format("\\u%04x", (int) each));
      } else {
        quoted.append(each);
      }
    }
    return quoted.append('"').toString();
  }
}
