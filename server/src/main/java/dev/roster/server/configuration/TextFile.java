package dev.roster.server.configuration;

import dev.roster.server.db.IoReason;
import dev.roster.server.failure.UserErrorException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Reads small files in UTF-8. */
final class TextFile {
  private static final char BYTE_ORDER_MARK = '\ufeff';

  private TextFile() {}

  /**
   * The path that a person wrote.
   *
   * @throws UserErrorException with a sentence for a person if it is none
   */
  static Path path(String text) {
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new UserErrorException("A name of a file holds control characters.");
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException unmappable) {
      throw new UserErrorException(
          "'" + text + "' is no file name in this locale; set LC_ALL=C.UTF-8.", unmappable);
    }
  }

  /**
   * The whole content.
   *
   * @throws UserErrorException with a sentence for a person, which names the file and no content
   */
  static String read(Path file, int largest) {
    if (Files.isDirectory(file)) {
      throw new UserErrorException(file + " is a folder, not a file.");
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(largest + 1);
    } catch (IOException failure) {
      throw new UserErrorException(
          file + " cannot be read: " + IoReason.of(failure) + ".", failure);
    }
    if (bytes.length > largest) {
      throw new UserErrorException(file + " is larger than " + largest + " bytes.");
    }
    return decoded(file, bytes);
  }

  private static String decoded(Path file, byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CharsetDecoder strict = StandardCharsets.UTF_8.newDecoder();
    // reports malformed bytes as its result, and stops before them
    if (strict.decode(in, out, true).isError()) {
      long line = 1 + out.flip().chars().filter(c -> c == '\n').count();
      throw new UserErrorException(file + ":" + line + ": the file is not UTF-8.");
    }
    String text = out.flip().toString();
    return text.isEmpty() || text.charAt(0) != BYTE_ORDER_MARK ? text : text.substring(1);
  }
}
