package dev.roster.server.jwt;

import dev.roster.server.caller.Scope;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What came of looking at a JWT. */
public sealed interface JwtVerdict {
  /**
   * The issuer made it, for us, and it is valid now.
   *
   * @param scopes the scopes of ours that it names; empty if it says nothing about scopes
   */
  record Genuine(JwtClaims claims, Optional<Set<Scope>> scopes) implements JwtVerdict {}

  /** The issuer made it, for us, but it is too late. */
  record Expired() implements JwtVerdict {}

  /**
   * It is not to be trusted.
   *
   * @param reason why, without a word of the token; for logs and never for the caller
   */
  record Refused(String reason) implements JwtVerdict {}

  /** Nobody can tell, because the issuer's keys cannot be had now. */
  record Undecided(Duration retryAfter) implements JwtVerdict {}
}
