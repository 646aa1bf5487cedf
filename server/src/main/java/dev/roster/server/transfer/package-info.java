/** The whole directory as CSV, in and out. */
@NullMarked
package dev.roster.server.transfer;

import org.jspecify.annotations.NullMarked;
