package dev.roster.server.directory;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A company as operators see it.
 *
 * @param uid its id in the Compleat contract
 * @param members whose access is switched on
 * @param pending the invitations that can be accepted
 */
public record CompanyEntry(
    long id,
    UUID uid,
    String name,
    String type,
    Optional<String> country,
    UUID tenantId,
    String tenant,
    long members,
    long pending,
    Instant createdAt) {}
