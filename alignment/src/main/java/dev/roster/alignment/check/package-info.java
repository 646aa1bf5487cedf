/** The checks and their results: one writer, one format, collected over all modules of a build. */
@NullMarked
package dev.roster.alignment.check;

import org.jspecify.annotations.NullMarked;
