package dev.roster.server.http;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that forgets the entry that was idle longest, when it has too many. Not thread-safe. */
final class LruMap<K, V> extends LinkedHashMap<K, V> {
  private static final long serialVersionUID = 1L;
  private static final int CAPACITY = 16;
  private static final float LOAD = 0.75f;

  private final int most;

  LruMap(int most) {
    super(CAPACITY, LOAD, true);
    this.most = most;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > most;
  }
}
