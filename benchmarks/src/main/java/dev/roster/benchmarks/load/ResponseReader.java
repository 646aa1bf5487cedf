package dev.roster.benchmarks.load;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Reads responses of HTTP/1.1 off one connection: the status, and where the body ends. */
final class ResponseReader {
  private static final int MAX_HEAD = 64 * 1024;

  private enum Part {
    HEAD,
    BODY,
    CHUNK_SIZE,
    CHUNK,
    CHUNK_END,
    TRAILER,
    DONE
  }

  private byte[] line = new byte[1024];
  private int length;
  private Part part = Part.HEAD;
  private long left;
  private int status;
  private boolean chunked;
  private boolean closing;

  /** The status of the response whose head was read. */
  int status() {
    return status;
  }

  /** Reports whether the server closes the connection after this response. */
  boolean isClosing() {
    return closing;
  }

  /** Prepares for the next response. */
  void reset() {
    part = Part.HEAD;
    status = 0;
    left = 0;
    length = 0;
    chunked = false;
    closing = false;
  }

  /** Takes in what has arrived, and reports whether the response is complete. */
  boolean read(ByteBuffer in) throws ProtocolException {
    while (part != Part.DONE && in.hasRemaining()) {
      switch (part) {
        case BODY, CHUNK -> skip(in);
        default -> {
          if (readLine(in)) {
            endOfLine();
          }
        }
      }
    }
    return part == Part.DONE;
  }

  private void skip(ByteBuffer in) {
    int here = (int) Math.min(left, in.remaining());
    in.position(in.position() + here);
    left -= here;
    if (left == 0) {
      part = part == Part.BODY ? Part.DONE : Part.CHUNK_END;
    }
  }

  /** A line without its CR LF. */
  private boolean readLine(ByteBuffer in) throws ProtocolException {
    while (in.hasRemaining()) {
      byte next = in.get();
      if (next == '\n') {
        return true;
      }
      if (next != '\r') {
        append(next);
      }
    }
    return false;
  }

  private void append(byte next) throws ProtocolException {
    if (length == line.length) {
      if (length >= MAX_HEAD) {
        throw new ProtocolException("a line of the response is longer than " + MAX_HEAD);
      }
      line = Arrays.copyOf(line, length * 2);
    }
    line[length++] = next;
  }

  private void endOfLine() throws ProtocolException {
    switch (part) {
      case HEAD -> headLine();
      case CHUNK_SIZE -> chunkSize();
      case CHUNK_END -> part = Part.CHUNK_SIZE;
      case TRAILER -> part = length == 0 ? Part.DONE : Part.TRAILER;
      default -> throw new IllegalStateException(part.name());
    }
    length = 0;
  }

  private void headLine() throws ProtocolException {
    if (status == 0) {
      status = statusOf(text());
    } else if (length == 0) {
      endOfHead();
    } else if (begins("content-length:")) {
      left = Long.parseLong(text().substring("content-length:".length()).trim());
    } else if (begins("transfer-encoding:")) {
      chunked = text().toLowerCase(Locale.ROOT).contains("chunked");
    } else if (begins("connection:")) {
      closing = text().toLowerCase(Locale.ROOT).contains("close");
    }
  }

  private static int statusOf(String line) throws ProtocolException {
    if (!line.startsWith("HTTP/1.") || line.length() < 12) {
      throw new ProtocolException("no HTTP/1.1 response begins with: " + line);
    }
    return Integer.parseInt(line.substring(9, 12));
  }

  private void endOfHead() {
    if (status == 204 || status == 304) {
      part = Part.DONE;
    } else if (chunked) {
      part = Part.CHUNK_SIZE;
    } else {
      part = left == 0 ? Part.DONE : Part.BODY;
    }
  }

  private void chunkSize() {
    String size = text();
    int extension = size.indexOf(';');
    left = Long.parseLong((extension < 0 ? size : size.substring(0, extension)).trim(), 16);
    part = left == 0 ? Part.TRAILER : Part.CHUNK;
  }

  private boolean begins(String name) {
    if (length < name.length()) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      int letter = line[i] >= 'A' && line[i] <= 'Z' ? line[i] + 32 : line[i];
      if (letter != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private String text() {
    return new String(line, 0, length, StandardCharsets.ISO_8859_1);
  }
}
