/** The console door: speaks the Roster Console API, knows no SQL. */
@NullMarked
package dev.roster.server.console;

import org.jspecify.annotations.NullMarked;
