package dev.roster.server.directory;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A company in a list.
 *
 * @param members how many enabled memberships it has
 */
public record CompanySummary(
    long id,
    String name,
    CompanyType type,
    @Nullable String country,
    boolean mfaEnabled,
    @Nullable String logo,
    long members,
    Instant createdAt,
    Instant updatedAt) {}
