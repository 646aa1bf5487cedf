package dev.roster.server.caller;

import java.util.Optional;

/**
 * The origin of a call.
 *
 * @param address the network address of the peer, or what a trusted proxy says of it; empty at a
 *     terminal
 * @param requestId names the request in responses and logs; empty at a terminal
 */
public record CallOrigin(Optional<String> address, Optional<String> requestId) {
  private static final CallOrigin TERMINAL = new CallOrigin(Optional.empty(), Optional.empty());

  /** A call that came over no network. */
  public static CallOrigin terminal() {
    return TERMINAL;
  }
}
