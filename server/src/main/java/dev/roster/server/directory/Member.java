package dev.roster.server.directory;

import java.util.Optional;

/**
 * A person as seen from one company.
 *
 * @param membership the place in that company; empty for a person who belongs to no company
 */
public record Member(Person person, Optional<Membership> membership) {}
