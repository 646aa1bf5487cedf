/** The alignment report, as data and as one page of HTML. */
@NullMarked
package dev.roster.alignment.report;

import org.jspecify.annotations.NullMarked;
