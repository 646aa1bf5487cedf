/**
 * Makes real faults under load against a running cluster and judges what clients saw. Knows URLs,
 * processes and SQL, no class of a server.
 */
@NullMarked
package dev.roster.drills;

import org.jspecify.annotations.NullMarked;
