package dev.roster.server.invitation;

import dev.roster.server.directory.Company;
import dev.roster.server.directory.EmailAddress;
import java.util.Optional;
import java.util.UUID;

/**
 * An invitation as it was read with its caller.
 *
 * @param acceptable whether it can still be accepted
 * @param existingUser whether there is an account with this address; empty for an invitation
 *     without a key
 */
public record FoundInvitation(
    UUID id,
    EmailAddress email,
    Company company,
    long authGroupId,
    boolean acceptable,
    Optional<Boolean> existingUser) {}
