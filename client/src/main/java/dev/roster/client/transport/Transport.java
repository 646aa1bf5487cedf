package dev.roster.client.transport;

import java.io.IOException;

/**
 * Sends one request and reads its response. The clients retry, decode and map failures; a transport
 * does none of this. Set with {@code transport(...)} of a builder, for example to use another HTTP
 * library, to record traffic, or to respond in memory:
 *
 * {@snippet file="com/example/TransportExamples.java" region="recorded"}
 *
 * {@snippet file="com/example/TransportExamples.java" region="memory"}
 *
 * <p>An implementation is safe for use by several threads, follows no redirects, repeats nothing,
 * sends no header of its own that may carry a credential, and returns a response of any status.
 */
@FunctionalInterface
public interface Transport extends AutoCloseable {
  /**
   * Sends a request and returns after the last byte of its response, or after as many bytes as
   * {@link TransportRequest#largestBody(int)} allows.
   *
   * @throws java.net.ConnectException if there is no connection, so that the request was never sent
   * @throws java.net.http.HttpTimeoutException after {@link TransportRequest#timeout()}; a {@link
   *     java.io.InterruptedIOException} has the same meaning
   * @throws IOException if there is no response for another reason. The call is repeated, unless
   *     the cause is a {@link javax.net.ssl.SSLException} or a {@link java.net.ProtocolException}
   * @throws InterruptedException if the thread is interrupted; the request is given up
   */
  TransportResponse send(TransportRequest request) throws IOException, InterruptedException;

  /** Closes connections. Called by {@code close()} of a client that built the transport. */
  @Override
  default void close() {}
}
