package dev.roster.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;

/** A server that accepted connections and accepts none any more. */
public final class ServerGoneException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ServerGoneException(InetSocketAddress server, IOException cause) {
    super("the server at " + server + " accepts no connections any more", cause);
  }
}
