/** The servers of one database: which of them run, and what they tell each other. */
@NullMarked
package dev.roster.server.replica;

import org.jspecify.annotations.NullMarked;
