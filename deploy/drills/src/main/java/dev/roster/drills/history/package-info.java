/** Recorded histories of colliding clients, and the checker that judges them. */
@NullMarked
package dev.roster.drills.history;

import org.jspecify.annotations.NullMarked;
