package dev.roster.server.credential;

import java.time.Instant;
import java.util.Optional;

/**
 * A token that was just made: the only moment at which anybody sees it.
 *
 * @param id its public id
 */
public record IssuedToken(String id, String secret, Optional<Instant> expiresAt) {

  /** Without the secret, so that no log shows it. */
  @Override
  public String toString() {
    return id;
  }
}
