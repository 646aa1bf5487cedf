/** Everything stored about one person: exported and erased by operators (docs/adr/0076). */
@NullMarked
package dev.roster.server.privacy;

import org.jspecify.annotations.NullMarked;
