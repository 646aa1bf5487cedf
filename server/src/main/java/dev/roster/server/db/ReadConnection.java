package dev.roster.server.db;

import org.jdbi.v3.core.Handle;

/**
 * A connection for statements that read, handed by {@link Database} to stores; services only pass
 * it on. A method of a store that takes one changes nothing, so it may be called inside and outside
 * a {@link Transaction}.
 */
public sealed interface ReadConnection permits Transaction, Database.Autocommit {
  /** The connection. */
  Handle handle();
}
