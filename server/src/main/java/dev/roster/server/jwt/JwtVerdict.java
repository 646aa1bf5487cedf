package dev.roster.server.jwt;

import dev.roster.server.caller.Scope;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The outcome of verifying a JWT. */
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

  /** Undecidable for now, since the issuer's keys are unavailable. */
  record Undecided(Duration retryAfter) implements JwtVerdict {}
}
