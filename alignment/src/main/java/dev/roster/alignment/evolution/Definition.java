package dev.roster.alignment.evolution;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.openapi.Place;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A part of a document as programs read it, in one line: references are followed, and text for
 * people is left out, since it may change freely.
 */
final class Definition {
  /** Keywords that no program obeys. */
  static final Set<String> FREE =
      Set.of("description", "summary", "title", "example", "examples", "externalDocs", "tags");

  /** Keywords whose members have names of the document, not keywords. */
  private static final Set<String> NAMED =
      Set.of("properties", "headers", "responses", "content", "variables", "links", "callbacks");

  private static final int LONGEST = 100;

  private Definition() {}

  /** The definition; of a long one only a digest, which still changes with it. */
  static String brief(Place place) {
    return place.exists() ? brief(text(place, false, Set.of())) : "none";
  }

  /** The same for a value without references. */
  static String brief(JsonNode value) {
    return value.isMissingNode() ? "none" : brief(value(value));
  }

  private static String brief(String text) {
    if (text.length() <= LONGEST) {
      return text;
    }
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "#" + HexFormat.of().formatHex(Arrays.copyOf(digest, 4));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Returns true if both say the same to programs. */
  static boolean same(Place one, Place other) {
    return one.exists() == other.exists()
        && (!one.exists() || text(one, false, Set.of()).equals(text(other, false, Set.of())));
  }

  private static String text(Place place, boolean named, Set<String> above) {
    if (!place.node().isContainerNode()) {
      return value(place.node());
    }
    if (above.contains(place.pointer())) {
      return place.key();
    }
    Set<String> here = new HashSet<>(above);
    here.add(place.pointer());
    if (place.node().isArray()) {
      return place.children().stream()
          .map(item -> text(item, false, here))
          .collect(Collectors.joining(", ", "[", "]"));
    }
    List<String> keys = place.names().stream().filter(key -> named || !FREE.contains(key)).toList();
    return keys.stream()
        .sorted()
        .map(key -> key + ": " + text(place.child(key), !named && NAMED.contains(key), here))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  /** A string without quotes where nothing else can be meant. */
  private static String value(JsonNode value) {
    boolean plain =
        value.isTextual()
            && value.textValue().matches("[A-Za-z$/#][^\\s,\\[\\]{}\"]*")
            && !value.textValue().matches("true|false|null");
    return plain ? value.textValue() : value.toString();
  }
}
