/** Processor time and memory of processes, read from /proc. */
@NullMarked
package dev.roster.benchmarks.process;

import org.jspecify.annotations.NullMarked;
