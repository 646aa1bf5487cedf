package dev.roster.server.caller;

import java.util.UUID;

/**
 * A tenant that showed one of its keys.
 *
 * @param keyId which of them; rate limits count by it
 */
public record TenantCaller(UUID tenantId, UUID keyId, CallOrigin callOrigin) implements Caller {}
