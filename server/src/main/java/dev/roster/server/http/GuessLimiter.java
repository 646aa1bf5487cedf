package dev.roster.server.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Allows each address a number of unknown tokens and keys per window. A valid credential is never
 * counted, so that nobody behind the same address is locked out. Of IPv6 an address is a /64, which
 * one subscriber has. Safe for use by many threads.
 */
public final class GuessLimiter {
  /** Addresses that are counted at a time; of more the one that was idle longest begins anew. */
  static final int MOST = 20_000;

  private static final Logger LOG = LoggerFactory.getLogger(GuessLimiter.class);
  private static final int NETWORK_BYTES = 8;

  private final Optional<RateLimiter> limiter;

  /**
   * @param limiter unknown credentials per address; empty for no limit
   */
  public GuessLimiter(Optional<RateLimiter> limiter) {
    this.limiter = limiter;
  }

  /**
   * Counts an unknown credential.
   *
   * @return the seconds after which the address may show another; empty if this one was within the
   *     limit
   */
  public Optional<Long> secondsToWait(String address) {
    return limiter
        .map(limit -> limit.take(key(address)))
        .flatMap(standing -> {
          if (standing.admitted() && standing.remaining() == 0) {
            LOG.warn(
                "{} has shown {} unknown tokens or keys; more are refused with 429 for a while",
                address,
                standing.limit());
          }
          return standing.admitted()
              ? Optional.empty()
              : Optional.of(standing.retryAfter().toSeconds());
        });
  }

  private static UUID key(String address) {
    return UUID.nameUUIDFromBytes(network(address));
  }

  private static byte[] network(String address) {
    try {
      InetAddress literal = InetAddress.ofLiteral(address);
      byte[] bytes = literal.getAddress();
      return literal instanceof Inet6Address ? Arrays.copyOf(bytes, NETWORK_BYTES) : bytes;
    } catch (IllegalArgumentException none) {
      return address.getBytes(StandardCharsets.UTF_8);
    }
  }
}
