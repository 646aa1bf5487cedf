package dev.roster.testkit;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A state that was set: its name and its values, such as the token of its caller. Immutable.
 *
 * {@snippet file="com/example/RosterExamplesTest.java" region="state"}
 *
 * {@snippet file="com/example/RosterExamplesTest.java" region="values"}
 *
 * <p>Each accessor throws {@link IllegalArgumentException} if the state has no value of this name
 * or one of another kind; the message lists what it has.
 */
public final class State {
  private static final String TEXT = "text";
  private static final String NUMBER = "number";
  private static final String UUID_TEXT = "uuid";
  private static final String INSTANT = "instant";

  private final String name;
  private final Map<String, Object> values;

  State(String name, Map<String, Object> values) {
    this.name = name;
    this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** The name of the state, such as {@code a caller}. */
  public String name() {
    return name;
  }

  /** The bearer token of the caller, for the Coolset contract: {@code text("token")}. */
  public String token() {
    return text("token");
  }

  /** The key of the tenant, for the Compleat contract: {@code text("key")}. */
  public String tenantKey() {
    return text("key");
  }

  /** A string, such as {@code invited_email}; UUIDs and instants are strings, too. */
  public String text(String value) {
    return of(value, String.class, TEXT);
  }

  /** An integer, such as {@code company_id} of a state for the Coolset contract. */
  public long number(String value) {
    return of(value, Number.class, NUMBER).longValue();
  }

  /** A UUID, such as {@code invitation_id}. */
  public UUID uuid(String value) {
    return parsed(value, UUID_TEXT, UUID::fromString);
  }

  /** An instant, such as {@code expires_at}. */
  public Instant instant(String value) {
    return parsed(value, INSTANT, Instant::parse);
  }

  /** All values by name, each a {@link String} or a {@link Number}: what a Pact verifier takes. */
  public Map<String, Object> values() {
    return values;
  }

  private <T> T parsed(String value, String kind, Function<String, T> parser) {
    return read(parser, of(value, String.class, kind)).orElseThrow(() -> refused(value, kind));
  }

  private <T> T of(String value, Class<T> type, String kind) {
    Object found = values.get(value);
    if (!type.isInstance(found)) {
      throw refused(value, kind);
    }
    return type.cast(found);
  }

  private IllegalArgumentException refused(String value, String kind) {
    String held =
        values.entrySet().stream()
            .map(entry -> entry.getKey() + " (" + kind(entry.getValue()) + ")")
            .collect(Collectors.joining(", "));
    Object found = values.get(value);
    return new IllegalArgumentException(
        "The state \""
            + name
            + "\" has no "
            + kind
            + " \""
            + value
            + "\""
            + (found == null ? "" : ", which is a " + kind(found))
            + ". Its values are "
            + held
            + ".");
  }

  /** The accessor that reads the value. */
  private static String kind(Object value) {
    if (value instanceof Number) {
      return NUMBER;
    }
    String text = value.toString();
    if (read(UUID::fromString, text).isPresent()) {
      return UUID_TEXT;
    }
    return read(Instant::parse, text).isPresent() ? INSTANT : TEXT;
  }

  private static <T> Optional<T> read(Function<String, T> parser, String text) {
    try {
      return Optional.of(parser.apply(text));
    } catch (DateTimeException | IllegalArgumentException other) {
      return Optional.empty();
    }
  }
}
