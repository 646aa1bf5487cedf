package dev.roster.server.invitation;

import dev.roster.server.directory.Company;
import dev.roster.server.directory.EmailAddress;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An invitation to join a company.
 *
 * @param expiresAt null for an invitation that does not expire
 */
public record Invitation(
    UUID id,
    long companyId,
    EmailAddress email,
    long authGroupId,
    long invitedBy,
    Instant createdAt,
    @Nullable Instant expiresAt) {

  /**
   * An invitation and what became of it.
   *
   * @param existingUser whether there is an account with this address
   * @param acceptable whether it can still be accepted
   */
  public record Status(
      UUID id,
      EmailAddress email,
      Company company,
      long authGroupId,
      boolean existingUser,
      boolean acceptable) {}
}
