package dev.roster.server.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roster.server.failure.UserErrorException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The body of a call of the control API: a JSON object whose members are taken one by one. What
 * cannot be read is told as a {@link UserErrorException}.
 */
final class ControlBody {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final ObjectNode left;

  private ControlBody(ObjectNode left) {
    this.left = left;
  }

  /** No body at all is an empty object. */
  static ControlBody of(String text) {
    try {
      JsonNode json = text.isBlank() ? JsonNodeFactory.instance.objectNode() : JSON.readTree(text);
      if (json instanceof ObjectNode object) {
        return new ControlBody(object);
      }
    } catch (JsonProcessingException malformed) {
      throw new UserErrorException(
          "The body is not JSON: " + malformed.getOriginalMessage(), malformed);
    }
    throw new UserErrorException("The body must be a JSON object.");
  }

  /** Reports whether the member was sent, be it null. */
  boolean has(String member) {
    return left.has(member);
  }

  Optional<String> text(String member) {
    return take(member)
        .map(value -> {
          if (!value.isTextual()) {
            throw new UserErrorException(member + " must be a text.");
          }
          return storable(member, value.textValue());
        });
  }

  /** PostgreSQL stores no NUL, and half a character would come back as another one. */
  private static String storable(String member, String text) {
    if (text.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new UserErrorException(
          member + " must not hold the character NUL or half a surrogate pair.");
    }
    return text;
  }

  String requiredText(String member) {
    return text(member).orElseThrow(() -> new UserErrorException(member + " is missing."));
  }

  Optional<Integer> whole(String member) {
    return take(member)
        .map(value -> {
          if (!value.isInt()) {
            throw new UserErrorException(member + " must be a whole number.");
          }
          return value.intValue();
        });
  }

  Optional<Instant> instant(String member) {
    try {
      return text(member).map(Instant::parse);
    } catch (DateTimeException malformed) {
      throw new UserErrorException(
          member + " must be an instant such as 2026-11-21T09:30:00Z.", malformed);
    }
  }

  Optional<Duration> duration(String member) {
    try {
      return text(member).map(Duration::parse);
    } catch (DateTimeException malformed) {
      throw new UserErrorException(member + " must be a duration such as PT36H or P8D.", malformed);
    }
  }

  Optional<UUID> uuid(String member) {
    return text(member).map(ControlBody::parseUuid);
  }

  static UUID parseUuid(String text) {
    return parseUuid(text, "the id of a tenant");
  }

  static UUID parseUuid(String text, String what) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException malformed) {
      throw new UserErrorException("Not " + what + ": " + text, malformed);
    }
  }

  /** An object of texts and numbers; empty if it is not there. */
  Map<String, String> values(String member) {
    Map<String, String> values = new LinkedHashMap<>();
    take(member)
        .ifPresent(object -> {
          if (!object.isObject()) {
            throw new UserErrorException(member + " must be an object.");
          }
          object
              .properties()
              .forEach(each ->
                  values.put(
                      storable(member, each.getKey()), storable(member, each.getValue().asText())));
        });
    return values;
  }

  /** Drops what others send and nobody here needs. */
  void ignore(String... members) {
    left.remove(List.of(members));
  }

  void requireNoMore() {
    if (!left.isEmpty()) {
      TreeSet<String> names = new TreeSet<>();
      left.fieldNames().forEachRemaining(names::add);
      throw new UserErrorException("Unknown members: " + String.join(", ", names) + ".");
    }
  }

  private Optional<JsonNode> take(String member) {
    JsonNode value = left.remove(member);
    return value == null || value.isNull() ? Optional.empty() : Optional.of(value);
  }
}
