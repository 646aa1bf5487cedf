package dev.roster.server.cli;

import dev.roster.server.boot.RateLimits;
import dev.roster.server.invitation.InvitationQuotas;
import picocli.CommandLine.Option;

/** The options for rate limits of tokens and keys. */
final class RateLimitOptions {
  @ValueRange(min = 1, max = RateLimits.MOST)
  @Option(
      names = "--coolset-rate-limit",
      paramLabel = "N",
      defaultValue = "" + RateLimits.COOLSET_PER_HOUR,
      description = "Requests per hour and token (default: ${DEFAULT-VALUE}).")
  private int coolsetRateLimit;

  @ValueRange(min = 1, max = RateLimits.MOST)
  @Option(
      names = "--compleat-rate-limit",
      paramLabel = "N",
      defaultValue = "" + RateLimits.COMPLEAT_PER_MINUTE,
      description = "Requests per minute and tenant key (default: ${DEFAULT-VALUE}).")
  private int compleatRateLimit;

  @Option(
      names = "--rate-limit",
      arity = "1",
      paramLabel = "true|false",
      defaultValue = "true",
      description =
          "Apply rate limits and invitation quotas, or do not; also by the environment variable"
              + " ROSTER_RATE_LIMIT (default: true).")
  private boolean rateLimit;

  @Option(
      names = "--rate-limit-shared",
      arity = "1",
      paramLabel = "true|false",
      defaultValue = "true",
      description =
          "Count the requests of a token or key together with the other servers of the database,"
              + " or on each server by itself; also by ROSTER_RATE_LIMIT_SHARED (default: true).")
  private boolean shared;

  RateLimits limits(InvitationQuotas quotas) {
    return new RateLimits(rateLimit, coolsetRateLimit, compleatRateLimit, quotas).shared(shared);
  }
}
