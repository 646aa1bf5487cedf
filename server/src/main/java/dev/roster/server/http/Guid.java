package dev.roster.server.http;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** A GUID with hyphens, in either case. */
public final class Guid {
  private static final Pattern FORM =
      Pattern.compile("[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

  private Guid() {}

  /** The id that the text spells, empty if it is malformed. */
  public static Optional<UUID> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
  }
}
