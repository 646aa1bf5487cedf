package dev.roster.server.http;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The credentials that have used up their rate limit, so that a door need not read what they ask
 * for before it refuses them. Safe for use by many threads.
 */
public final class ExhaustedCredentials {
  private static final int MOST = 10_000;

  private final Optional<RateLimiter> limiter;

  /**
   * The ids that the limiter knows, by a hash of the credential. Of too many the one that was idle
   * longest is read in vain.
   */
  private final Map<UUID, UUID> ids = Collections.synchronizedMap(new LruMap<>(MOST));

  /**
   * @param limiter requests per credential; empty for no limit
   */
  public ExhaustedCredentials(Optional<RateLimiter> limiter) {
    this.limiter = limiter;
  }

  /** Notes that the credential, which the limiter knows by this id, has used up its limit. */
  public void add(String credential, UUID id) {
    ids.put(hash(credential), id);
  }

  /** Reports whether the limit of the credential was used up, and has not begun anew since. */
  public boolean includes(String credential) {
    if (ids.isEmpty()) {
      return false;
    }
    UUID id = ids.get(hash(credential));
    return id != null && limiter.map(limit -> limit.look(id).remaining() == 0).orElse(false);
  }

  /** Two credentials with one hash cost the second a statement more, so that any hash will do. */
  private static UUID hash(String credential) {
    return UUID.nameUUIDFromBytes(credential.getBytes(StandardCharsets.UTF_8));
  }
}
