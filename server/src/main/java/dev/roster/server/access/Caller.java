package dev.roster.server.access;

/** Who makes a request: a person by bearer token, or a tenant by key. */
public sealed interface Caller permits UserCaller, TenantCaller {}
