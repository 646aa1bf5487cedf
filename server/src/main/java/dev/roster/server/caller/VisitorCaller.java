package dev.roster.server.caller;

/** A visitor of a page, who is not authenticated and has at most the secret of an invitation. */
public record VisitorCaller(CallOrigin callOrigin) implements Caller {}
