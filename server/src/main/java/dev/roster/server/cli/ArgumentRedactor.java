package dev.roster.server.cli;

import dev.roster.server.address.MaskedUrl;
import java.util.Collection;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Removes passwords and tokens that were given as arguments from an error message, whichever class
 * worded it: people put values where they do not belong, and messages end in logs.
 */
public final class ArgumentRedactor {
  /** A token, something before an @, or the query of a URL. */
  private static final Pattern MAYBE_SECRET = Pattern.compile("(?s)rst_|:.*@|://.*[?#]");

  private ArgumentRedactor() {}

  /**
   * The message without the values that may be secrets, and without what would steer a terminal.
   *
   * @param typed all arguments and values of variables
   */
  public static String of(String message, Collection<String> typed) {
    String shown = message;
    for (String value : typed.stream().flatMap(ArgumentRedactor::parts).distinct().toList()) {
      if (MAYBE_SECRET.matcher(value).find()) {
        shown = shown.replace(value, MaskedUrl.of(value).orElse("..."));
      }
    }
    return shown.lines().map(Printable::of).collect(Collectors.joining("\n"));
  }

  /** As a message may repeat it: whole, without the name of its option, or item by item. */
  private static Stream<String> parts(String argument) {
    String value = argument.replaceFirst("^-[^=]*=", "");
    return Stream.concat(Stream.of(argument, value), Stream.of(value.split(",", -1)))
        .flatMap(part -> Stream.of(part, part.strip(), Printable.of(part)));
  }
}
