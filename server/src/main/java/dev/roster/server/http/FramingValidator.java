package dev.roster.server.http;

import java.nio.ByteBuffer;

/**
 * Validates the framing of a request, the lines of its head and the chunks of its body, before
 * Jetty parses it: Jetty takes more than RFC 9112 allows, such as a line feed for the end of a
 * chunk's line. A proxy in front that keeps to the RFC then sees another end of the request, and
 * passes on what hides behind it (request smuggling).
 */
final class FramingValidator {
  /** The most bytes of the extensions of all chunks of a body, which nobody here reads. */
  static final int MOST_EXTENSIONS = 4_096;

  /** Leading zeros are allowed; more digits than these only serve to make a number overflow. */
  private static final int MOST_DIGITS = 15;

  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

  private Place place = Place.BEFORE_HEAD;
  private int ahead;
  private int digits;
  private int extensions;
  private long size;

  private enum Place {
    /** Empty lines before a request, which may end as they like: nothing stands in them. */
    BEFORE_HEAD,
    LINE_BEGIN,
    LINE,
    LINE_LF,
    LAST_LINE_LF,
    HEAD_END,
    SIZE_BEGIN,
    SIZE,
    BEFORE_SEMICOLON,
    BEFORE_NAME,
    NAME,
    AFTER_NAME,
    BEFORE_VALUE,
    VALUE,
    QUOTED,
    ESCAPED,
    AFTER_QUOTED,
    SIZE_LF,
    DATA,
    DATA_CR,
    DATA_LF,
    TRAILER_BEGIN,
    TRAILER,
    TRAILER_LF,
    LAST_TRAILER_LF,
    BODY_END,
    BROKEN
  }

  /** A new message begins. */
  void clear() {
    place = Place.BEFORE_HEAD;
    ahead = 0;
    extensions = 0;
  }

  /** The head is parsed, and a body in chunks follows. */
  void beginChunks() {
    if (place == Place.HEAD_END) {
      place = Place.SIZE_BEGIN;
    }
  }

  /** Looks at what is about to be parsed, and takes nothing away; false if it is malformed. */
  boolean accepts(ByteBuffer buffer) {
    int at = buffer.position() + ahead;
    while (at < buffer.limit() && place != Place.HEAD_END && place != Place.BODY_END) {
      if (place == Place.DATA) {
        int run = (int) Math.min(size, buffer.limit() - at);
        at += run;
        size -= run;
        place = size == 0 ? Place.DATA_CR : Place.DATA;
      } else {
        place = next(buffer.get(at++));
        if (place == Place.BROKEN) {
          return false;
        }
      }
    }
    ahead = at - buffer.position();
    return true;
  }

  /** So many bytes have been parsed. */
  void parsed(int count) {
    ahead = Math.max(0, ahead - count);
  }

  private Place next(byte b) {
    return switch (place) {
      case BEFORE_HEAD -> b == '\r' || b == '\n' ? Place.BEFORE_HEAD : line(b);
      case LINE_BEGIN -> b == '\r' ? Place.LAST_LINE_LF : line(b);
      case LINE -> line(b);
      case LINE_LF -> feed(b, Place.LINE_BEGIN);
      case LAST_LINE_LF -> feed(b, Place.HEAD_END);
      case SIZE_BEGIN, SIZE -> size(b);
      case SIZE_LF -> feed(b, size == 0 ? Place.TRAILER_BEGIN : Place.DATA);
      case DATA_CR -> b == '\r' ? Place.DATA_LF : Place.BROKEN;
      case DATA_LF -> feed(b, Place.SIZE_BEGIN);
      case TRAILER_BEGIN -> b == '\r' ? Place.LAST_TRAILER_LF : trailer(b);
      case TRAILER -> trailer(b);
      case TRAILER_LF -> feed(b, Place.TRAILER_BEGIN);
      case LAST_TRAILER_LF -> feed(b, Place.BODY_END);
      default -> ++extensions > MOST_EXTENSIONS ? Place.BROKEN : extension(b);
    };
  }

  private static Place feed(byte b, Place behind) {
    return b == '\n' ? behind : Place.BROKEN;
  }

  private static Place line(byte b) {
    return b == '\r' ? Place.LINE_LF : b == '\n' ? Place.BROKEN : Place.LINE;
  }

  private static Place trailer(byte b) {
    return b == '\r' ? Place.TRAILER_LF : b == '\n' ? Place.BROKEN : Place.TRAILER;
  }

  private Place size(byte b) {
    if (place == Place.SIZE_BEGIN) {
      digits = 0;
      size = 0;
    }
    int digit = Character.digit(b, 16);
    if (digit >= 0) {
      size = 16 * size + digit;
      return ++digits > MOST_DIGITS ? Place.BROKEN : Place.SIZE;
    }
    return place == Place.SIZE_BEGIN ? Place.BROKEN : behindValue(b);
  }

  /** RFC 9112, 7.1.1: blanks may stand around the marks, and nowhere else. */
  private Place extension(byte b) {
    return switch (place) {
      case BEFORE_SEMICOLON -> isBlank(b) ? place : b == ';' ? Place.BEFORE_NAME : Place.BROKEN;
      case BEFORE_NAME -> isBlank(b) ? place : isToken(b) ? Place.NAME : Place.BROKEN;
      case NAME ->
          isToken(b)
              ? place
              : isBlank(b) ? Place.AFTER_NAME : b == '\r' ? Place.SIZE_LF : behindName(b);
      case AFTER_NAME -> isBlank(b) ? place : behindName(b);
      case BEFORE_VALUE ->
          isBlank(b) ? place : b == '"' ? Place.QUOTED : isToken(b) ? Place.VALUE : Place.BROKEN;
      case VALUE -> isToken(b) ? place : behindValue(b);
      case QUOTED ->
          b == '"'
              ? Place.AFTER_QUOTED
              : b == '\\' ? Place.ESCAPED : isText(b) ? place : Place.BROKEN;
      case ESCAPED -> isText(b) ? Place.QUOTED : Place.BROKEN;
      case AFTER_QUOTED -> behindValue(b);
      default -> Place.BROKEN;
    };
  }

  private static Place behindName(byte b) {
    return b == '=' ? Place.BEFORE_VALUE : b == ';' ? Place.BEFORE_NAME : Place.BROKEN;
  }

  private static Place behindValue(byte b) {
    return switch (b) {
      case '\r' -> Place.SIZE_LF;
      case ';' -> Place.BEFORE_NAME;
      case ' ', '\t' -> Place.BEFORE_SEMICOLON;
      default -> Place.BROKEN;
    };
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }

  private static boolean isToken(byte b) {
    return b > 0 && (Character.isLetterOrDigit(b) || TOKEN_MARKS.indexOf(b) >= 0);
  }

  /** Bytes beyond ASCII, which are negative, among them. */
  private static boolean isText(byte b) {
    return b < 0 || b == '\t' || b >= ' ' && b != 0x7f;
  }
}
