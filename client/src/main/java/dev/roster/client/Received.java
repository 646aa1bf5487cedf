package dev.roster.client;

import dev.roster.client.transport.TransportResponse;

/**
 * A success: its value, and the response that it was read from.
 *
 * @param value never null
 */
record Received<T>(T value, TransportResponse response) {
  /** The response as a failure, for one that contradicts itself. */
  ErrorResponse asError() {
    return ErrorResponse.of(response);
  }
}
