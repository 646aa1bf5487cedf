package dev.roster.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * There was no answer: no connection, a connection that broke, a timeout, or an interrupted thread
 * (whose interrupt status is set again). The cause tells which.
 */
public final class RosterTransportException extends RosterException {
  private static final long serialVersionUID = 1L;

  /**
   * As a client throws it, for doubles of it in tests.
   *
   * @param cause decides what the questions of this class answer, for example a {@link
   *     ConnectException} or a {@link HttpTimeoutException}
   */
  public RosterTransportException(String baseUri, @Nullable Throwable cause) {
    super("no answer from " + baseUri + ": " + describe(cause), cause);
  }

  /**
   * Whether the request cannot have reached the server, so that any request may safely be repeated.
   */
  public boolean neverSent() {
    return getCause() instanceof ConnectException
        || getCause() instanceof HttpConnectTimeoutException;
  }

  /**
   * Whether a timeout ended the call; the server may have done what it was asked for nevertheless.
   */
  public boolean timedOut() {
    return getCause() instanceof HttpTimeoutException;
  }

  /** Whether there was no connection or it broke, as opposed to one that is late. */
  boolean connectionLost() {
    return getCause() instanceof IOException && !timedOut();
  }

  private static String describe(@Nullable Throwable cause) {
    if (cause == null) {
      return "unknown cause";
    }
    String name = cause.getClass().getSimpleName();
    return cause.getMessage() == null ? name : name + ": " + cause.getMessage();
  }
}
