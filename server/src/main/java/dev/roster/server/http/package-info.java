/** What every request passes, whichever door it asked for. */
@NullMarked
package dev.roster.server.http;

import org.jspecify.annotations.NullMarked;
