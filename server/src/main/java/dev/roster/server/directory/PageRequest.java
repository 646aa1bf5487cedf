package dev.roster.server.directory;

import java.math.BigInteger;
import java.util.Map;

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

  /** The end of a query that reads the slice; {@link #bind} gives its values. */
  static final String SQL = "LIMIT :limit OFFSET :offset";

  /** More than any list has, and far from where PostgreSQL's numbers end. */
  private static final BigInteger BEHIND_ALL = BigInteger.ONE.shiftLeft(53);

  void bind(Map<String, Object> binds) {
    binds.put("limit", limit);
    binds.put("offset", offset.min(BEHIND_ALL).longValueExact());
  }
}
