package dev.roster.server.web;

import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The state of a server, for the person at its machine.
 *
 * @param waitingMails empty if the database does not respond
 * @param management the management port, without a trailing slash; empty without one
 */
public record ServerState(
    boolean databaseResponds, OptionalLong waitingMails, Optional<URI> management) {}
