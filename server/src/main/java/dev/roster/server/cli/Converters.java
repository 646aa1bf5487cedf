package dev.roster.server.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Reads values strictly: digits of ASCII, no sign but a minus, no leading zeros or blanks. */
public final class Converters {
  private static final Pattern NUMBER = Pattern.compile("0|-?[1-9][0-9]*");
  private static final Pattern ID =
      Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

  private Converters() {}

  /** Registers all of them with a command and its subcommands. */
  public static void register(CommandLine command) {
    command.registerConverter(int.class, Converters::number);
    command.registerConverter(Integer.class, Converters::number);
    command.registerConverter(long.class, Converters::longNumber);
    command.registerConverter(Long.class, Converters::longNumber);
    command.registerConverter(UUID.class, Converters::id);
    command.registerConverter(Path.class, Converters::path);
  }

  static int number(String text) {
    long number = longNumber(text);
    if (number != (int) number) {
      throw new TypeConversionException("'" + text + "' is too large");
    }
    return (int) number;
  }

  private static long longNumber(String text) {
    if (!NUMBER.matcher(text).matches()) {
      throw new TypeConversionException("'" + text + "' is not a whole number");
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException beyond) {
      throw new TypeConversionException("'" + text + "' is too large");
    }
  }

  private static UUID id(String text) {
    if (!ID.matcher(text).matches()) {
      throw new TypeConversionException("'" + text + "' is not an id");
    }
    return UUID.fromString(text);
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException unmappable) {
      throw new TypeConversionException(
          "'" + text + "' is no file name in this locale; set LC_ALL=C.UTF-8");
    }
  }
}
