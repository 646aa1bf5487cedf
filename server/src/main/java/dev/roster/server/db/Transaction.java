package dev.roster.server.db;

import org.jdbi.v3.core.Handle;

/** An open transaction, handed by {@link Database} to stores; services only pass it on. */
public record Transaction(Handle handle) implements ReadConnection {}
