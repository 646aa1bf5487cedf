package dev.roster.server.directory;

import java.util.UUID;

/** Whose directory it is in the Compleat contract: a group of companies with keys of its own. */
public record Tenant(UUID id, String name) {}
