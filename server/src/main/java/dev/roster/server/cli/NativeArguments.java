package dev.roster.server.cli;

import dev.roster.server.failure.UserErrorException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Arguments and environment variables as they were given. Java reads them in the charset of the
 * locale, which is ASCII where none is set (cron, ssh, slim images), and then replaces every other
 * letter. Linux keeps the bytes, which are read as UTF-8 here.
 */
public final class NativeArguments {
  private static final Path ARGUMENTS = Path.of("/proc/self/cmdline");
  private static final Path VARIABLES = Path.of("/proc/self/environ");
  private static final char LOST = '\ufffd';
  private static final String CURE =
      "is not text in the charset of the locale; set LC_ALL=C.UTF-8 and write it in UTF-8.";

  private NativeArguments() {}

  /**
   * The arguments, none of which has lost a letter.
   *
   * @param read as Java read them
   * @throws UserErrorException with a sentence for a person if one has lost letters for good
   */
  public static String[] arguments(String... read) {
    if (List.of(read).stream().noneMatch(NativeArguments::isLossy)) {
      return read;
    }
    List<byte[]> all = split(ARGUMENTS);
    String[] repaired = read.clone();
    for (int i = 0; i < read.length; i++) {
      int at = all.size() - read.length + i;
      if (isLossy(read[i])) {
        repaired[i] = at < 0 ? read[i] : utf8(all.get(at));
        if (isLossy(repaired[i])) {
          throw new UserErrorException("Argument " + (i + 1) + " " + CURE);
        }
      }
    }
    return repaired;
  }

  /**
   * The environment variables, none of which has lost a letter.
   *
   * @throws UserErrorException with a sentence for a person if one of Roster's has lost letters for
   *     good
   */
  public static Map<String, String> environment() {
    Map<String, String> read = System.getenv();
    if (read.values().stream().noneMatch(NativeArguments::isLossy)) {
      return read;
    }
    Map<String, String> repaired = new HashMap<>(read);
    for (byte[] each : split(VARIABLES)) {
      String variable = utf8(each);
      int equals = variable.indexOf('=');
      if (equals > 0) {
        repaired.put(variable.substring(0, equals), variable.substring(equals + 1));
      }
    }
    repaired.forEach((name, value) -> {
      if (name.startsWith("ROSTER_") && isLossy(value)) {
        throw new UserErrorException("The environment variable " + name + " " + CURE);
      }
    });
    return repaired;
  }

  private static boolean isLossy(String text) {
    return text.indexOf(LOST) >= 0;
  }

  private static String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException other) {
      return String.valueOf(LOST);
    }
  }

  /** The parts of a file that end with a NUL; none where there is no such file. */
  private static List<byte[]> split(Path file) {
    List<byte[]> parts = new ArrayList<>();
    try {
      byte[] all = Files.readAllBytes(file);
      int begin = 0;
      for (int i = 0; i < all.length; i++) {
        if (all[i] == 0) {
          parts.add(Arrays.copyOfRange(all, begin, i));
          begin = i + 1;
        }
      }
    } catch (IOException notLinux) {
      parts.clear();
    }
    return parts;
  }
}
