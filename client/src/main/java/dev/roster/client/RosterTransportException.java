package dev.roster.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * There was no response: no connection, a connection that broke, a timeout, or an interrupted
 * thread (whose interrupt status is set again). The cause tells which.
 *
 * {@snippet file="com/example/ExceptionExamples.java" region="mayRepeat"}
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
    super("no response from " + baseUri + ": " + describe(cause), cause);
  }

  /**
   * Reports whether the request cannot have reached the server, so that any request may safely be
   * repeated.
   */
  public boolean neverSent() {
    return getCause() instanceof ConnectException
        || getCause() instanceof UnknownHostException
        || getCause() instanceof HttpConnectTimeoutException;
  }

  /**
   * Reports whether a timeout ended the call; the server may have done what it was asked for
   * nevertheless.
   */
  public boolean timedOut() {
    return getCause() instanceof HttpTimeoutException
        || getCause() instanceof InterruptedIOException;
  }

  /**
   * Reports whether there was no connection or it broke, as opposed to one that is late and to a
   * peer that does not speak TLS or HTTP, or not so that we trust it.
   */
  boolean connectionLost() {
    return getCause() instanceof IOException
        && !timedOut()
        && !has(getCause(), SSLException.class)
        && !has(getCause(), ProtocolException.class);
  }

  private static String describe(@Nullable Throwable cause) {
    if (cause == null) {
      return "unknown cause";
    }
    String name = cause.getClass().getSimpleName();
    if (has(cause, UnresolvedAddressException.class) || has(cause, UnknownHostException.class)) {
      return name + ": the host is unknown";
    }
    if (cause.getMessage() == null && cause instanceof ConnectException) {
      // the JDK drops what the system said
      return name + ": the connection was refused, or the host cannot be reached";
    }
    return cause.getMessage() == null ? name : name + ": " + cause.getMessage();
  }

  private static boolean has(@Nullable Throwable failure, Class<? extends Throwable> type) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .anyMatch(type::isInstance);
  }
}
