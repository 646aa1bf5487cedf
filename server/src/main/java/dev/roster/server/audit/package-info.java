/** What was changed, by whom and from where: written with each change, read by operators. */
@NullMarked
package dev.roster.server.audit;

import org.jspecify.annotations.NullMarked;
