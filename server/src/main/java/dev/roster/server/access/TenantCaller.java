package dev.roster.server.access;

import java.util.UUID;

/** A tenant that showed one of its keys. */
public record TenantCaller(UUID tenantId) implements Caller {}
