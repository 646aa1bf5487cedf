/**
 * Measures servers over HTTP beside floors. Knows URLs, processes and SQL, no class of a server.
 */
@NullMarked
package dev.roster.benchmarks;

import org.jspecify.annotations.NullMarked;
