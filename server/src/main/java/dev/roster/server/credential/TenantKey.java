package dev.roster.server.credential;

import java.util.UUID;

/** A key of a tenant as lists show it; the key itself is not part of it. */
public record TenantKey(
    UUID id, UUID tenantId, String tenantName, String label, Lifespan lifespan) {}
