package dev.roster.server.directory;

/**
 * A member of a company whose tokens are refused until an operator reinstates the person.
 *
 * @param name empty if the person has none
 */
public record Suspension(long personId, String name) {}
