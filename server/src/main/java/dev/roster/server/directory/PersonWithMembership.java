package dev.roster.server.directory;

import java.util.Optional;

/**
 * A person with the membership in the company of the caller.
 *
 * @param membership empty for a person who belongs to no company
 */
public record PersonWithMembership(Person person, Optional<Membership> membership) {}
