package dev.roster.server.http;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Media types as Django REST Framework compares them: by type and subtype, any letter case. */
public final class MediaTypes {
  private MediaTypes() {}

  /** Reports whether the media range, with wildcards or parameters, includes JSON. */
  public static boolean matchesJson(String mediaType) {
    String base = mediaType.split(";", 2)[0].toLowerCase(Locale.ROOT).strip();
    int slash = base.indexOf('/');
    String main = slash < 0 ? base : base.substring(0, slash);
    String sub = slash < 0 ? "" : base.substring(slash + 1);
    return (main.equals("*") || main.equals("application"))
        && (sub.equals("*") || sub.equals("json"));
  }

  /** Reports whether a media range of an {@code Accept} header includes JSON. */
  public static boolean acceptsJson(String accept) {
    return Stream.of(accept.split(",", -1)).map(String::strip).anyMatch(MediaTypes::matchesJson);
  }

  /** The {@code charset} parameter of a content type. */
  public static Optional<String> charset(String contentType) {
    return Stream.of(contentType.split(";"))
        .skip(1)
        .map(String::strip)
        .filter(parameter -> parameter.toLowerCase(Locale.ROOT).startsWith("charset="))
        .map(parameter -> parameter.substring("charset=".length()).replace("\"", "").strip())
        .findFirst();
  }
}
