/** Who is calling, and what they may do. */
@NullMarked
package dev.roster.server.access;

import org.jspecify.annotations.NullMarked;
