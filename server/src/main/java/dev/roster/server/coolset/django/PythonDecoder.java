package dev.roster.server.coolset.django;

import dev.roster.server.http.Utf8;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Decodes bytes to text like a stream reader of Python, with the same error messages. */
final class PythonDecoder {
  /** Names of charsets that Python knows and Java does not. */
  private static final Map<String, String> PYTHON_NAMES =
      Map.of(
          "latin-1", "iso-8859-1",
          "latin", "iso-8859-1",
          "u8", "utf-8",
          "utf", "utf-8",
          "utf-16-le", "utf-16le",
          "utf-16-be", "utf-16be",
          "utf-32-le", "utf-32le",
          "utf-32-be", "utf-32be");

  private PythonDecoder() {}

  /**
   * Decodes by the charset that the content type names, by UTF-8 if it names none or an unknown
   * one.
   */
  static String decode(byte[] body, Optional<String> charsetName) throws JsonParseException {
    Charset charset = charsetName.flatMap(PythonDecoder::charset).orElse(StandardCharsets.UTF_8);
    if (charset.equals(StandardCharsets.UTF_8)) {
      return utf8(body);
    }
    if (charset.equals(StandardCharsets.US_ASCII)) {
      return ascii(body);
    }
    try {
      CharBuffer text =
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(body));
      return text.toString();
    } catch (CharacterCodingException malformed) {
      throw new JsonParseException(
          "'" + charset.name().toLowerCase(Locale.ROOT) + "' codec can't decode the body");
    }
  }

  private static Optional<Charset> charset(String name) {
    String lower = name.toLowerCase(Locale.ROOT).replace('_', '-');
    try {
      return Optional.of(Charset.forName(PYTHON_NAMES.getOrDefault(lower, lower)));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
      return Optional.empty();
    }
  }

  private static String ascii(byte[] body) throws JsonParseException {
    for (int i = 0; i < body.length; i++) {
      if (body[i] < 0) {
        throw undecodable("ascii", body, i, 1, "ordinal not in range(128)");
      }
    }
    return new String(body, StandardCharsets.US_ASCII);
  }

  /** A sequence that the end cuts short is dropped: the reader waits for bytes that never come. */
  private static String utf8(byte[] body) throws JsonParseException {
    int at = 0;
    while (at < body.length) {
      int length = Utf8.sequence(body, at);
      if (length == 0 || isHalfSurrogateAtEnd(body, at)) {
        return new String(body, 0, at, StandardCharsets.UTF_8);
      }
      if (length < 0) {
        String reason =
            isLead(body[at] & 0xff) ? "invalid continuation byte" : "invalid start byte";
        throw undecodable("utf-8", body, at, -length, reason);
      }
      at += length;
    }
    return new String(body, StandardCharsets.UTF_8);
  }

  /** The first two bytes of a surrogate count as cut short, too. */
  private static boolean isHalfSurrogateAtEnd(byte[] body, int at) {
    return body.length - at == 2 && (body[at] & 0xff) == 0xed && (body[at + 1] & 0xe0) == 0xa0;
  }

  private static boolean isLead(int b) {
    return b >= 0xc2 && b <= 0xf4;
  }

  private static JsonParseException undecodable(
      String codec, byte[] body, int at, int length, String reason) {
    String what =
        length == 1
            ? "byte 0x%02x in position %s".formatted(body[at] & 0xff, at)
            : "bytes in position %s-%s".formatted(at, at + length - 1);
    return new JsonParseException("'%s' codec can't decode %s: %s".formatted(codec, what, reason));
  }
}
