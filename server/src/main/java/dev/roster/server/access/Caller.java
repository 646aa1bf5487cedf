package dev.roster.server.access;

/**
 * Who asks for something: a person by bearer token, a tenant by key, or an operator at a terminal.
 */
public sealed interface Caller permits UserCaller, TenantCaller, OperatorCaller {}
