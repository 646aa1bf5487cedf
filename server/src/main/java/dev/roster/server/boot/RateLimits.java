package dev.roster.server.boot;

import dev.roster.server.http.RateLimiter;
import dev.roster.server.invitation.InvitationQuotas;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * The limits of requests per token and key, and of invitations.
 *
 * @param enabled whether anybody counts
 * @param coolset requests per hour and token
 * @param compleat requests per minute and key
 * @param guesses unknown tokens and keys per minute and address
 * @param invitations per day
 * @param shared whether the servers of a database count the requests of tokens and keys together
 */
public record RateLimits(
    boolean enabled,
    int coolset,
    int compleat,
    int guesses,
    InvitationQuotas invitations,
    boolean shared) {
  /** The limit that the Coolset contract documents. */
  public static final int COOLSET_PER_HOUR = 1000;

  /** The limit that the known client of the Compleat contract keeps to. */
  public static final int COMPLEAT_PER_MINUTE = 50;

  /** Unknown tokens and keys that an address may show per minute. */
  public static final int GUESSES_PER_MINUTE = 30;

  /** The highest limit that can be set. */
  public static final int MOST = 1_000_000_000;

  /** None, for tests and load tests. */
  public static final RateLimits OFF = new RateLimits(false, COOLSET_PER_HOUR, COMPLEAT_PER_MINUTE);

  public RateLimits {
    if (coolset < 1 || compleat < 1 || guesses < 1) {
      throw new IllegalArgumentException("A rate limit must be at least 1.");
    }
  }

  /** With the usual limit of guesses, on one server. */
  public RateLimits(boolean enabled, int coolset, int compleat, InvitationQuotas invitations) {
    this(enabled, coolset, compleat, GUESSES_PER_MINUTE, invitations, false);
  }

  /** Without quotas of invitations, for any number of guesses, on one server. */
  public RateLimits(boolean enabled, int coolset, int compleat) {
    this(enabled, coolset, compleat, MOST, InvitationQuotas.OFF, false);
  }

  /** The same limits, which the servers of a database count together or not. */
  public RateLimits shared(boolean together) {
    return new RateLimits(enabled, coolset, compleat, guesses, invitations, together);
  }

  InvitationQuotas ofInvitations() {
    return enabled ? invitations : InvitationQuotas.OFF;
  }

  Optional<RateLimiter> ofGuesses(Clock clock) {
    return enabled
        ? Optional.of(RateLimiter.ofAddresses(guesses, Duration.ofMinutes(1), clock))
        : Optional.empty();
  }

  Optional<RateLimiter> ofCoolset(Clock clock) {
    return enabled
        ? Optional.of(new RateLimiter(coolset, Duration.ofHours(1), clock))
        : Optional.empty();
  }

  Optional<RateLimiter> ofCompleat(Clock clock) {
    return enabled
        ? Optional.of(new RateLimiter(compleat, Duration.ofMinutes(1), clock))
        : Optional.empty();
  }
}
