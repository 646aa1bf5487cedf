package dev.roster.server.caller;

/** Whoever opens a page of the server: nobody is known yet, at most the secret of an invitation. */
public record VisitorCaller(Provenance provenance) implements Caller {}
