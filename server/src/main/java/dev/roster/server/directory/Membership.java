package dev.roster.server.directory;

import dev.roster.server.caller.AuthGroup;
import org.jspecify.annotations.Nullable;

/**
 * A person's place in a company.
 *
 * @param config a JSON object as text
 */
public record Membership(
    long id,
    long personId,
    Company company,
    AuthGroup group,
    @Nullable String dataRoomConsumerId,
    @Nullable String config) {}
