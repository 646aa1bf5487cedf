package dev.roster.server.caller;

/**
 * The caller of an operation: a person by bearer token, a tenant by key, a visitor of a page, or an
 * operator at a terminal.
 */
public sealed interface Caller permits UserCaller, TenantCaller, VisitorCaller, OperatorCaller {
  /** The origin of the call. */
  CallOrigin callOrigin();
}
