package dev.roster.server.compleat;

import dev.roster.server.db.CallerQuery;

/**
 * The query of an operation about its tenant.
 *
 * @param about answers an {@code Optional}
 * @param inPieces whether its rows may be more than fit into memory
 */
record TenantQuery(CallerQuery<?> about, boolean inPieces) {
  /** Reads nothing. */
  static final TenantQuery NONE = new TenantQuery(CallerQuery.ofNothing(), false);
}
