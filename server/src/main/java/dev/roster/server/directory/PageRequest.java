package dev.roster.server.directory;

import java.math.BigInteger;

/**
 * The part of a list that a caller requests.
 *
 * @param limit at least 1
 * @param offset at least 0 and of any size, since callers may ask for more than there can be
 */
public record PageRequest(int limit, BigInteger offset) {
  public PageRequest {
    if (limit < 1 || offset.signum() < 0) {
      throw new IllegalArgumentException("limit " + limit + ", offset " + offset);
    }
  }

  /** Reports whether the slice begins behind the last of so many entries. */
  boolean isBehind(long total) {
    return offset.compareTo(BigInteger.valueOf(total)) >= 0;
  }
}
