package dev.roster.server.access;

/** What came of a bearer token. */
public sealed interface Authentication {
  /** The token is valid. */
  record Authenticated(UserCaller caller) implements Authentication {}

  /** There is no such token, or it was revoked. */
  record UnknownToken() implements Authentication {}

  /** The token is valid, but its user is switched off. */
  record InactiveUser() implements Authentication {}
}
