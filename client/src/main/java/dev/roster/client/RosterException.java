package dev.roster.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A call that failed: the server responded with an error ({@link RosterApiException}), there was no
 * response ({@link RosterTransportException}), or there was no token or key to ask with ({@link
 * RosterCredentialException}).
 *
 * {@snippet file="com/example/ExceptionExamples.java" region="hierarchy"}
 */
public abstract sealed class RosterException extends RuntimeException
    permits RosterApiException, RosterTransportException, RosterCredentialException {
  private static final long serialVersionUID = 1L;

  private int attempts;
  private Duration duration = Duration.ZERO;

  RosterException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * The number of requests that the call tried to send: 1 without retries, 0 in an exception that a
   * test made.
   */
  public int attempts() {
    return attempts;
  }

  /** The time of the whole call, with retries and the waits between them. */
  public Duration duration() {
    return duration;
  }

  /** Called by the client before it throws the exception. */
  final void endedAfter(int attempts, Duration duration) {
    this.attempts = attempts;
    this.duration = duration;
  }
}
