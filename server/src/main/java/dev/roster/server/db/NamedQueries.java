package dev.roster.server.db;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Queries that are put together from parts, kept so that each is assembled and read once. They are
 * few, though callers can make them many: it keeps 500 and then begins anew. Safe for use by many
 * threads.
 *
 * @param <K> the parts of a query
 */
final class NamedQueries<K> {
  private static final int MOST = 500;

  private final Map<K, NamedQuery> known = new ConcurrentHashMap<>();
  private final Function<K, String> sql;

  /**
   * @param sql assembles a query, in which each value is named with a colon before it
   */
  NamedQueries(Function<K, String> sql) {
    this.sql = sql;
  }

  NamedQuery of(K parts) {
    NamedQuery query = known.get(parts);
    if (query == null) {
      query = NamedQuery.of(sql.apply(parts));
      if (known.size() >= MOST) {
        known.clear();
      }
      known.put(parts, query);
    }
    return query;
  }
}
