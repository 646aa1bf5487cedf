/** Finds out why a server would not work as it is configured, and changes nothing. */
@NullMarked
package dev.roster.server.diagnosis;

import org.jspecify.annotations.NullMarked;
