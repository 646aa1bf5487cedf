package dev.roster.server.coolset.django;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Optional;

/** Turns the bytes of a body into text like a Python stream reader, error texts included. */
final class BodyDecoder {
  private BodyDecoder() {}

  /**
   * Decodes by the charset that the content type names, by UTF-8 if it names none or an unknown
   * one.
   */
  static String decode(byte[] body, Optional<String> charsetName) throws ParseError {
    Charset charset = charsetName.flatMap(BodyDecoder::charset).orElse(StandardCharsets.UTF_8);
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
      throw new ParseError(
          "'" + charset.name().toLowerCase(Locale.ROOT) + "' codec can't decode the body");
    }
  }

  private static Optional<Charset> charset(String name) {
    try {
      return Optional.of(Charset.forName(name));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
      return Optional.empty();
    }
  }

  private static String ascii(byte[] body) throws ParseError {
    for (int i = 0; i < body.length; i++) {
      if (body[i] < 0) {
        throw undecodable("ascii", body, i, 1, "ordinal not in range(128)");
      }
    }
    return new String(body, StandardCharsets.US_ASCII);
  }

  /** A sequence that the end cuts short is dropped: the reader waits for bytes that never come. */
  private static String utf8(byte[] body) throws ParseError {
    int i = 0;
    while (i < body.length) {
      int lead = body[i] & 0xff;
      int length =
          lead < 0x80
              ? 1
              : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
      if (length == 0) {
        throw undecodable("utf-8", body, i, 1, "invalid start byte");
      }
      for (int k = 1; k < length; k++) {
        if (i + k >= body.length) {
          return new String(body, 0, i, StandardCharsets.UTF_8);
        }
        if (!isContinuation(lead, k, body[i + k] & 0xff)) {
          throw undecodable("utf-8", body, i, k, "invalid continuation byte");
        }
      }
      i += length;
    }
    return new String(body, StandardCharsets.UTF_8);
  }

  /** The second byte has a narrower range after four of the lead bytes (RFC 3629). */
  private static boolean isContinuation(int lead, int index, int b) {
    int low = index == 1 && lead == 0xe0 ? 0xa0 : index == 1 && lead == 0xf0 ? 0x90 : 0x80;
    int high = index == 1 && lead == 0xed ? 0x9f : index == 1 && lead == 0xf4 ? 0x8f : 0xbf;
    return b >= low && b <= high;
  }

  private static ParseError undecodable(
      String codec, byte[] body, int at, int length, String reason) {
    String what =
        length == 1
            ? "byte 0x%02x in position %d".formatted(body[at] & 0xff, at)
            : "bytes in position %d-%d".formatted(at, at + length - 1);
    return new ParseError("'%s' codec can't decode %s: %s".formatted(codec, what, reason));
  }
}
