package dev.roster.server.authentication;

import dev.roster.server.caller.TenantCaller;

/**
 * A tenant whose key is valid.
 *
 * @param answer to the query about the tenant
 */
public record TenantAuthentication(TenantCaller caller, Object answer) {}
