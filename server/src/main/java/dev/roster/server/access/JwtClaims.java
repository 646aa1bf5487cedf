package dev.roster.server.access;

import java.text.ParseException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a JWT says; a claim of the wrong type is no claim but an error. */
record JwtClaims(Map<String, Object> members) {
  private static final long FAR_FUTURE = 253_402_300_799L;

  JwtClaims {
    members = Collections.unmodifiableMap(new HashMap<>(members));
  }

  Optional<String> text(String name) throws ParseException {
    return switch (members.get(name)) {
      case null -> Optional.empty();
      case String text -> Optional.of(text);
      default -> throw new ParseException(name + " is no text", 0);
    };
  }

  Optional<Instant> time(String name) throws ParseException {
    return switch (members.get(name)) {
      case null -> Optional.empty();
      case Number seconds when seconds.doubleValue() >= 0 && seconds.doubleValue() <= FAR_FUTURE ->
          Optional.of(Instant.ofEpochMilli((long) (seconds.doubleValue() * 1000)));
      default -> throw new ParseException(name + " is no time", 0);
    };
  }

  boolean isTrue(String name) {
    return Boolean.TRUE.equals(members.get(name));
  }

  /** For whom the token is: one name, or a list of them. */
  List<String> audiences() throws ParseException {
    return switch (members.get("aud")) {
      case null -> List.of();
      case String one -> List.of(one);
      case List<?> several when several.stream().allMatch(String.class::isInstance) ->
          several.stream().map(String.class::cast).toList();
      default -> throw new ParseException("aud is neither text nor a list of texts", 0);
    };
  }

  /** The scopes of ours that the token names, whatever others stand beside them. */
  Set<Scope> scopes() {
    EnumSet<Scope> scopes = EnumSet.noneOf(Scope.class);
    Stream.of("scope", "scp")
        .flatMap(name -> words(members.get(name)))
        .flatMap(word -> Scope.named(word).stream())
        .forEach(scopes::add);
    return scopes;
  }

  private static Stream<String> words(@Nullable Object claim) {
    return switch (claim) {
      case String text -> Arrays.stream(text.split(" "));
      case Collection<?> list ->
          list.stream().filter(String.class::isInstance).map(String.class::cast);
      case null, default -> Stream.empty();
    };
  }
}
