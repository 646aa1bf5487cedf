package dev.roster.server.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Decodes percent-encoded text without ever failing: an escape that is none stays as it is, and
 * bytes that are not UTF-8 become U+FFFD.
 */
public final class PercentDecoder {
  private PercentDecoder() {}

  /** Decodes a path or one part of a query; a plus sign stays a plus sign. */
  public static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    byte[] raw = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < raw.length; i++) {
      int high = i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
      int low = high >= 0 ? Character.digit(raw[i + 2], 16) : -1;
      if (raw[i] == '%' && low >= 0) {
        bytes.write(high << 4 | low);
        i += 2;
      } else {
        bytes.write(raw[i]);
      }
    }
    return replacing(bytes.toByteArray());
  }

  /**
   * One U+FFFD for each run of bytes that is wrong together; Java alone would join some of them.
   */
  private static String replacing(byte[] bytes) {
    StringBuilder text = new StringBuilder(bytes.length);
    int at = 0;
    while (at < bytes.length) {
      int length = Utf8.sequence(bytes, at);
      if (length > 0) {
        text.append(new String(bytes, at, length, StandardCharsets.UTF_8));
      } else {
        text.append('\ufffd');
      }
      at += length == 0 ? bytes.length - at : Math.abs(length);
    }
    return text.toString();
  }
}
