/** Interleaved runs of scenarios against subjects. */
@NullMarked
package dev.roster.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
