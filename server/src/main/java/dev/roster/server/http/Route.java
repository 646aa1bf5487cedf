package dev.roster.server.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * A path of a contract with its operations.
 *
 * @param template as the document writes it, which names the route in traces
 * @param segments literal words, or {@code {name}} for a variable
 * @param operations by HTTP method
 */
public record Route(String template, List<String> segments, Map<String, Operation> operations) {
  public Route {
    segments = List.copyOf(segments);
    operations = Map.copyOf(operations);
  }

  /**
   * An operation of a document.
   *
   * @param id its operationId
   * @param success the status of its success
   * @param deprecation empty for an operation that stays
   */
  public record Operation(String id, int success, Optional<Deprecation> deprecation) {
    /** An operation that stays. */
    public Operation(String id, int success) {
      this(id, success, Optional.empty());
    }
  }

  /** The deprecation of the path as a whole; empty if one of its operations stays. */
  Optional<Deprecation> deprecation() {
    boolean stays = operations.values().stream().anyMatch(each -> each.deprecation().isEmpty());
    return stays
        ? Optional.empty()
        : operations.values().stream().flatMap(each -> each.deprecation().stream()).findFirst();
  }

  /** A route and the segments of a path that it matches. */
  public record Match(Route route, List<String> path) {
    public Match {
      path = List.copyOf(path);
    }

    /**
     * The segment in the place of a variable.
     *
     * @throws NoSuchElementException if the route has no such variable
     */
    public String variable(String name) {
      int place = route.segments().indexOf("{" + name + "}");
      if (place < 0) {
        throw new NoSuchElementException(name);
      }
      return path.get(place);
    }

    /**
     * The path as JAX-RS shall see it: variables encoded, so that it is a valid URI whatever came.
     * A NUL, which Jetty takes in no form, becomes another character that is in no identifier.
     */
    public String canonicalPath() {
      StringBuilder canonical = new StringBuilder();
      for (String segment : path) {
        canonical.append('/').append(encode(segment));
      }
      return canonical.toString();
    }
  }

  /** Matches the segments of a path; with {@code anyCase}, literal words match in any case. */
  Optional<Match> match(List<String> path, boolean anyCase) {
    if (path.size() != segments.size()) {
      return Optional.empty();
    }
    List<String> canonical = new ArrayList<>(path.size());
    for (int i = 0; i < path.size(); i++) {
      String expected = segments.get(i);
      String actual = path.get(i);
      if (isVariable(expected)) {
        if (actual.isEmpty()) {
          return Optional.empty();
        }
        canonical.add(actual);
      } else if (anyCase ? expected.equalsIgnoreCase(actual) : expected.equals(actual)) {
        canonical.add(expected);
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(new Match(this, canonical));
  }

  long literals() {
    return segments.stream().filter(segment -> !isVariable(segment)).count();
  }

  private static boolean isVariable(String segment) {
    return segment.startsWith("{");
  }

  private static String encode(String segment) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : segment.replace('\0', '\ufffd').getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || c == '-' || c == '_');
      encoded.append(plain ? String.valueOf(c) : "%%%02X".formatted(b & 0xff));
    }
    return encoded.toString();
  }
}
