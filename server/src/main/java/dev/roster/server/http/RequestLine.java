package dev.roster.server.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The first line of a request, byte for byte as far as it came, so that the target is known also
 * where HTTP refuses the line. Not safe for use by several threads.
 */
final class RequestLine {
  private static final int USUAL = 256;
  private static final int LONGEST_METHOD = 32;
  private static final Pattern BLANKS = Pattern.compile(" +");
  private static final Pattern ORIGIN = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://[^/?#]*");

  /** Host and port as RFC 3986 has them, and nothing in front of an {@code @}. */
  private static final Pattern AUTHORITY =
      Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._~!$&'()*+,;=%-]+)(:[0-9]{0,5})?");

  private static final String PLAIN = "/_~.@:!$&'()*+,=-";

  private byte[] bytes = new byte[USUAL];
  private int length;
  private boolean complete;

  /**
   * A target as it was sent.
   *
   * @param origin scheme and authority of a target in the absolute form, otherwise empty
   * @param query without the question mark
   */
  record Target(String origin, String path, @Nullable String query) {

    /** Reads the target of a request line; a fragment, which has no place there, is cut off. */
    static Target of(String text) {
      String whole = text.split("#", 2)[0];
      var absolute = ORIGIN.matcher(whole);
      String origin = absolute.lookingAt() ? absolute.group() : "";
      String local = whole.substring(origin.length());
      int question = local.indexOf('?');
      String path = question < 0 ? local : local.substring(0, question);
      return new Target(
          origin, path.isEmpty() ? "/" : path, question < 0 ? null : local.substring(question + 1));
    }

    /**
     * Host and port of a target in the absolute form, which count in place of the Host header (RFC
     * 9112, 3.2.2).
     */
    Optional<String> authority() {
      return origin.isEmpty()
          ? Optional.empty()
          : Optional.of(origin.substring(origin.indexOf("://") + 3));
    }

    /** Reports whether links can begin with the authority, if there is one. */
    boolean hasUsableAuthority() {
      return authority().stream().allMatch(text -> AUTHORITY.matcher(text).matches());
    }

    /** The path with its query. */
    String text() {
      return query == null || query.isEmpty() ? path : path + "?" + query;
    }

    /**
     * Reports whether the path means the same to everybody, whatever they do about dots and
     * escapes.
     */
    boolean isPlain() {
      for (int i = 0; i < path.length(); i++) {
        char c = path.charAt(i);
        if (c == '%') {
          if (!isEscape(i)) {
            return false;
          }
          i += 2;
        } else if (c >= 0x80 || !Character.isLetterOrDigit(c) && PLAIN.indexOf(c) < 0) {
          return false;
        }
      }
      return List.of(path.toLowerCase(Locale.ROOT).replace("%2e", ".").split("/", -1)).stream()
          .noneMatch(segment -> segment.equals(".") || segment.equals(".."));
    }

    private boolean isEscape(int at) {
      return at + 2 < path.length()
          && HexFormat.isHexDigit(path.charAt(at + 1))
          && HexFormat.isHexDigit(path.charAt(at + 2))
          && !path.startsWith("00", at + 1);
    }
  }

  /** Begins a new line. */
  void clear() {
    if (bytes.length > USUAL) {
      bytes = new byte[USUAL];
    }
    length = 0;
    complete = false;
  }

  /** Looks at what is about to be parsed, and takes nothing away. */
  void look(ByteBuffer buffer) {
    for (int i = buffer.position(); i < buffer.limit() && !complete; i++) {
      byte b = buffer.get(i);
      boolean endOfLine = b == '\n' || b == '\r';
      if (!endOfLine) {
        append(b);
      }
      // empty lines before a request are passed over
      complete = endOfLine && length > 0 || length == HttpLimits.MAX_HEAD;
    }
  }

  private void append(byte b) {
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * length);
    }
    bytes[length++] = b;
  }

  /** The method as far as it came, cut where no method is that long. */
  String method() {
    String first = words()[0];
    return first.substring(0, Math.min(first.length(), LONGEST_METHOD));
  }

  /** The target as far as it came; the root if there is none. */
  Target target() {
    String[] words = words();
    return Target.of(words.length < 2 ? "/" : words[1]);
  }

  /** RFC 9112, 2.3 and 3.2: the name of HTTP is in capitals, and no target has a fragment. */
  boolean keepsToTheGrammar() {
    String[] words = words();
    return words.length == 3 && words[2].startsWith("HTTP/") && words[1].indexOf('#') < 0;
  }

  private String[] words() {
    String line = new String(bytes, 0, length, StandardCharsets.UTF_8).stripLeading();
    return BLANKS.split(line, 3);
  }
}
