package dev.roster.server.directory;

/**
 * A person as operators see them.
 *
 * @param active whether the person's bearer tokens work
 * @param status what the Compleat contract shows; an import may set it to anything, so a person can
 *     be SUSPENDED there and active all the same
 */
public record Account(long personId, String email, boolean active, UserStatus status) {}
