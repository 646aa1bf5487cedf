/** The Roster server and its command. */
@NullMarked
package dev.roster.server;

import org.jspecify.annotations.NullMarked;
