package dev.roster.server.caller;

/**
 * Who asks for something: a person by bearer token, a tenant by key, a visitor of a page, or an
 * operator at a terminal.
 */
public sealed interface Caller permits UserCaller, TenantCaller, VisitorCaller, OperatorCaller {
  /** Where the call came from. */
  Provenance provenance();
}
