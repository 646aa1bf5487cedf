/** Clients that send an open mix of reads and writes and record each call. */
@NullMarked
package dev.roster.drills.load;

import org.jspecify.annotations.NullMarked;
