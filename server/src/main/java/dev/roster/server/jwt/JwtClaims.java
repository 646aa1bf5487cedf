package dev.roster.server.jwt;

import dev.roster.server.caller.Scope;
import java.text.ParseException;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The claims of a JWT; one of the wrong type is an error. */
public record JwtClaims(Map<String, Object> members) {
  private static final long FAR_FUTURE = 253_402_300_799L;
  private static final List<String> SCOPE_CLAIMS = List.of("scope", "scp");

  /**
   * A scope-token of RFC 6749, but for the comma: {@code read,write} is two scopes of an issuer
   * that keeps another rule, not one that nobody knows.
   */
  private static final Pattern SCOPE = Pattern.compile("[!#-+\\--\\[\\]-~]+");

  public JwtClaims {
    members = Collections.unmodifiableMap(new HashMap<>(members));
  }

  public Optional<String> text(String name) throws ParseException {
    return switch (member(name)) {
      case null -> Optional.empty();
      case String text -> Optional.of(text);
      default -> throw new ParseException(name + " is no text", 0);
    };
  }

  /** The value of a member; null is only what is not there, for JSON's null is a wrong type. */
  private @Nullable Object member(String name) throws ParseException {
    Object value = members.get(name);
    if (value == null && members.containsKey(name)) {
      throw new ParseException(name + " is null", 0);
    }
    return value;
  }

  Optional<Instant> time(String name) throws ParseException {
    return switch (member(name)) {
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
    return switch (member("aud")) {
      case null -> List.of();
      case String one -> List.of(one);
      case List<?> several when several.stream().allMatch(String.class::isInstance) ->
          several.stream().map(String.class::cast).toList();
      default -> throw new ParseException("aud is neither text nor a list of texts", 0);
    };
  }

  /**
   * The scopes of ours that the token names, whatever others stand beside them; empty if the token
   * has no claim about scopes at all.
   *
   * @throws ParseException if there is one that is no list of scopes, for it cannot be told then
   *     what the issuer meant to allow
   */
  Optional<Set<Scope>> scopes() throws ParseException {
    EnumSet<Scope> ours = EnumSet.noneOf(Scope.class);
    boolean named = false;
    for (String claim : SCOPE_CLAIMS) {
      named |= members.containsKey(claim);
      for (String scope : scopesOf(claim)) {
        Scope.named(scope).ifPresent(ours::add);
      }
    }
    return named ? Optional.of(ours) : Optional.empty();
  }

  /** Either one string with a space between scopes (RFC 8693), or an array of scopes. */
  private List<String> scopesOf(String claim) throws ParseException {
    List<?> scopes =
        switch (member(claim)) {
          case null -> List.of();
          case String none when none.isEmpty() -> List.of();
          case String text -> List.of(text.split(" ", -1));
          case List<?> list -> list;
          default -> throw new ParseException(claim + " is neither text nor a list of texts", 0);
        };
    if (!scopes.stream().allMatch(scope -> scope instanceof String s && isScope(s))) {
      throw new ParseException(claim + " is no list of scopes", 0);
    }
    return scopes.stream().map(String.class::cast).toList();
  }

  private static boolean isScope(String text) {
    return SCOPE.matcher(text).matches();
  }
}
