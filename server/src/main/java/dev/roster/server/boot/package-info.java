/** Builds the objects of the server, starts it and stops it. */
@NullMarked
package dev.roster.server.boot;

import org.jspecify.annotations.NullMarked;
