package dev.roster.server.authentication;

import dev.roster.server.caller.UserCaller;
import java.time.Duration;

/** The outcome of authenticating a bearer token. */
public sealed interface Authentication {
  /**
   * The token is valid.
   *
   * @param answer to the query about the caller
   */
  record Authenticated(UserCaller caller, Object answer) implements Authentication {}

  /** There is no such token, it was revoked, or it is not to be trusted. */
  record UnknownToken() implements Authentication {}

  /** The token was valid until some time ago; its issuer could have told. */
  record ExpiredToken() implements Authentication {}

  /** Undecidable for now; a retry after this time may help. */
  record Undecided(Duration retryAfter) implements Authentication {}

  /** The token is valid, but its user is switched off or not known here. */
  record InactiveUser() implements Authentication {}
}
