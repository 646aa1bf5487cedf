/** Transactions, migrations and the embedded PostgreSQL. */
@NullMarked
package dev.roster.server.db;

import org.jspecify.annotations.NullMarked;
