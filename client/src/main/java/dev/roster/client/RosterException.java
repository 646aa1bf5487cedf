package dev.roster.client;

import org.jspecify.annotations.Nullable;

/**
 * A call that failed: the server responded with an error ({@link RosterApiException}), there was no
 * response ({@link RosterTransportException}), or there was no token or key to ask with ({@link
 * RosterCredentialException}).
 */
public abstract sealed class RosterException extends RuntimeException
    permits RosterApiException, RosterTransportException, RosterCredentialException {
  private static final long serialVersionUID = 1L;

  RosterException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
