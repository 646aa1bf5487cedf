/** Faults of a cluster, each of which proves that it acted. */
@NullMarked
package dev.roster.drills.fault;

import org.jspecify.annotations.NullMarked;
