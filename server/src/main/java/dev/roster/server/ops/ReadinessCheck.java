package dev.roster.server.ops;

/**
 * The result of one check of the readiness of a server.
 *
 * @param reason a sentence for a person
 */
public record ReadinessCheck(String name, boolean passed, String reason) {}
