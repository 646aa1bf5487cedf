/** A PostgreSQL and replicas of Roster as processes of this machine. */
@NullMarked
package dev.roster.drills.cluster;

import org.jspecify.annotations.NullMarked;
