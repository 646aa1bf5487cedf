package dev.roster.client;

import org.jspecify.annotations.Nullable;

/**
 * A call that did not bring what was asked for: either the server answered otherwise ({@link
 * RosterApiException}) or there was no answer ({@link RosterTransportException}).
 */
public abstract sealed class RosterException extends RuntimeException
    permits RosterApiException, RosterTransportException {
  private static final long serialVersionUID = 1L;

  RosterException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
