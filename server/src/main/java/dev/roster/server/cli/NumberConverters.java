package dev.roster.server.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/**
 * Converters for numbers, ids and paths, all strict: ASCII digits, no sign but a minus, no leading
 * zeros or blanks.
 */
public final class NumberConverters {
  private static final Pattern NUMBER = Pattern.compile("0|-?[1-9][0-9]*");

  /** Whatever is longer than any number may be a key. */
  private static final int LONGEST_SHOWN = 24;

  private static final Pattern ID =
      Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

  private NumberConverters() {}

  /** Registers all of them with a command and its subcommands. */
  public static void register(CommandLine command) {
    command.registerConverter(int.class, NumberConverters::number);
    command.registerConverter(Integer.class, NumberConverters::number);
    command.registerConverter(long.class, NumberConverters::longNumber);
    command.registerConverter(Long.class, NumberConverters::longNumber);
    command.registerConverter(UUID.class, NumberConverters::id);
    command.registerConverter(Path.class, NumberConverters::path);
  }

  static int number(String text) {
    long number = longNumber(text);
    if (number != (int) number) {
      throw beyond(text, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
    return (int) number;
  }

  static long longNumber(String text) {
    if (!isNumber(text)) {
      throw new TypeConversionException(
          (text.length() > LONGEST_SHOWN ? "this" : "'" + text + "'") + " is not a whole number");
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException beyond) {
      throw beyond(text, Long.MIN_VALUE, Long.MAX_VALUE);
    }
  }

  static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches();
  }

  private static TypeConversionException beyond(String text, long least, long most) {
    return new TypeConversionException(
        text.startsWith("-")
            ? "'" + text + "' is too small; at least " + least
            : "'" + text + "' is too large; at most " + most);
  }

  /** An id. A value that is none is not repeated, since it may be a token or a key. */
  private static UUID id(String text) {
    if (!isId(text)) {
      throw new TypeConversionException(
          "this is not an id, which has 36 characters: xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx");
    }
    return UUID.fromString(text);
  }

  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  static Path path(String text) {
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new TypeConversionException(
          "'" + Printable.of(text) + "' cannot be used, since it holds control characters");
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException unmappable) {
      throw new TypeConversionException(
          "'" + text + "' is no file name in this locale; set LC_ALL=C.UTF-8");
    }
  }
}
