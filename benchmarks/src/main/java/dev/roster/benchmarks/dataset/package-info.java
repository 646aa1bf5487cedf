/** Directories of any size as CSV files for an import. */
@NullMarked
package dev.roster.benchmarks.dataset;

import org.jspecify.annotations.NullMarked;
