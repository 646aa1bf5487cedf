/** Floors: what the parts of a server cost by themselves, each in a process of its own. */
@NullMarked
package dev.roster.benchmarks.floor;

import org.jspecify.annotations.NullMarked;
