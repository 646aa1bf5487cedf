/** The Compleat door: speaks the Compleat Users API, knows no SQL. */
@NullMarked
package dev.roster.server.compleat;

import org.jspecify.annotations.NullMarked;
